package io.healthmon.store;

import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.store.WatchedService.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.evaluate.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Store} forgets, and what not. */
abstract class RetentionContract extends ContractTest {

    @Test
    void checksOlderThanTheRetention_areDropped_theirCountsAndStateStay() {
        writer.commit(batch(bot.step(UNHEALTHY, T0), bot.step(HEALTHY, at(1))));
        Instant now = T0.plus(Duration.ofDays(9));
        writer.commit(batch(minio.step(HEALTHY, now)));
        store.maintain(now);
        assertThat(history()).extracting(CheckResult::service).containsExactly("minio");
        assertThat(writer.states()).extracting(RecordedState::state).contains(bot.state());
        assertThat(alerts(Optional.of(false))).hasSize(1);
        assertThat(store.count("stream-bot", T0, now).total()).isEqualTo(2);
    }

    @Test
    void checksWithinTheRetention_stay() {
        writer.commit(batch(bot.step(HEALTHY, T0)));
        store.maintain(T0.plus(Duration.ofDays(7)).minusSeconds(1));
        assertThat(history()).hasSize(1);
    }

    @Test
    void countsAndResolvedAlertsAfter400Days_areForgotten_activeOnesStay() {
        writer.commit(batch(bot.step(UNHEALTHY, T0), bot.step(HEALTHY, at(1)), minio.step(UNHEALTHY, at(1))));
        store.maintain(T0.plus(Duration.ofDays(402)));
        assertThat(Hours.of(store, Instant.EPOCH)).isEmpty();
        assertThat(alerts(Optional.empty()))
                .extracting(row -> row.alert().service())
                .containsExactly("minio");
        assertThat(store.activeAlerts()).isEqualTo(1);
    }

    @Test
    void again_changesNothing() {
        writer.commit(batch(bot.step(HEALTHY, T0)));
        store.maintain(at(1));
        store.maintain(at(2));
        writer.commit(batch(bot.step(HEALTHY, at(3))));
        assertThat(history()).hasSize(2);
    }
}
