package io.healthmon.store;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.healthmon.HealthStatus;
import io.healthmon.check.Checks;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.CheckReader.HistoryQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest {

    private static final Instant HOUR = Instant.parse("2026-03-01T10:00:00Z");

    private final WatchedService bot = new WatchedService("stream-bot");

    @Nested
    class Contract extends StoreContract {
        @Override
        protected Store newStore() {
            return new InMemoryStore();
        }
    }

    @Test
    void checksPerService_beyondTheBound_dropTheOldestAndStillCount() {
        InMemoryStore store = new InMemoryStore(Duration.ofDays(7), 3);
        Pen writer = Pen.open(store);
        for (int i = 0; i < 10; i++) {
            writer.commit(List.of(bot.step(HEALTHY, HOUR.plusSeconds(i))));
        }
        assertThat(store.history(new HistoryQuery(Optional.empty(), Instant.EPOCH, 100)))
                .extracting(StoredCheck::id)
                .containsExactly(10L, 9L, 8L);
        Instant end = HOUR.plusSeconds(3600);
        assertThat(store.count("stream-bot", HOUR, end).total()).isEqualTo(10);
        assertThat(store.count("stream-bot", HOUR.plusSeconds(7), end).total()).isEqualTo(3);
        assertThat(store.count("stream-bot", HOUR.plusSeconds(2), end).total())
                .as("rows are gone: the whole hour counts")
                .isEqualTo(10);
    }

    @Test
    void resolvedAlerts_areBounded_activeOnesAreNot() {
        InMemoryStore store = new InMemoryStore();
        Pen writer = Pen.open(store);
        WatchedService minio = new WatchedService("minio");
        writer.commit(List.of(minio.step(UNHEALTHY, HOUR)));
        for (int i = 0; i <= AlertBook.MAX_RESOLVED; i++) {
            writer.commit(List.of(
                    bot.step(UNHEALTHY, HOUR.plusSeconds(2L * i + 1)),
                    bot.step(HEALTHY, HOUR.plusSeconds(2L * i + 2))));
        }
        List<StoredAlert> all = store.alerts(new AlertQuery(Optional.empty(), Optional.empty(), 100_000));
        assertThat(all).hasSize(AlertBook.MAX_RESOLVED + 1);
        assertThat(store.activeAlerts()).isEqualTo(1);
        assertThat(all).extracting(StoredAlert::id).doesNotContain(2L).contains(1L, 3L);
    }

    @Test
    void story_ofAnAlertThatGoesOn_keepsItsBeginningAndItsEnd() {
        InMemoryStore store = new InMemoryStore();
        Pen writer = Pen.open(store);
        int changes = 5 * AlertBook.EVENTS_AT_EACH_END;
        for (int i = 0; i < changes; i++) {
            writer.commit(List.of(bot.step(i % 2 == 0 ? UNHEALTHY : DEGRADED, HOUR.plusSeconds(i))));
        }

        List<AlertEvent> events = store.story(1).orElseThrow().events();

        assertThat(events).hasSize(2 * AlertBook.EVENTS_AT_EACH_END);
        assertThat(events.get(0).at()).isEqualTo(HOUR);
        assertThat(events.get(events.size() - 1).at()).isEqualTo(HOUR.plusSeconds(changes - 1));
    }

    @Test
    void resolvedAlertsWithManyEvents_goEarlier() {
        InMemoryStore store = new InMemoryStore();
        Pen writer = Pen.open(store);
        int each = 2 * AlertBook.EVENTS_AT_EACH_END;
        int alerts = AlertBook.MAX_EVENTS / each + 5;
        for (int i = 0; i < alerts * each; i++) {
            boolean last = i % each == each - 1;
            HealthStatus failing = i % 2 == 0 ? UNHEALTHY : DEGRADED;
            writer.commit(List.of(bot.step(last ? HEALTHY : failing, HOUR.plusSeconds(i))));
        }

        assertThat(store.alerts(new AlertQuery(Optional.empty(), Optional.empty(), 100_000)))
                .hasSize(AlertBook.MAX_EVENTS / each);
    }

    private static InMemoryStore bounded(long checks, long bytes) {
        return new InMemoryStore(Duration.ofDays(7), new InMemoryStore.Bounds(1_000, checks, bytes));
    }

    private static List<StoredCheck> rows(InMemoryStore store) {
        return store.history(new HistoryQuery(Optional.empty(), Instant.EPOCH, 10_000));
    }

    @Test
    void checksOfAllServices_beyondTheBound_dropTheOldestOfAll() {
        InMemoryStore store = bounded(5, 1_000_000);
        Pen writer = Pen.open(store);
        WatchedService minio = new WatchedService("minio");
        for (int i = 0; i < 6; i++) {
            writer.commit(List.of(bot.step(HEALTHY, HOUR.plusSeconds(i)), minio.step(HEALTHY, HOUR.plusSeconds(i))));
        }

        assertThat(rows(store)).extracting(StoredCheck::id).containsExactly(12L, 11L, 10L, 9L, 8L);
        assertThat(store.count("minio", HOUR, HOUR.plusSeconds(3_600)).total()).isEqualTo(6);
    }

    @Test
    void checksOfAllServices_beyondTheBytes_dropTheOldest() {
        InMemoryStore store = bounded(1_000, 100_000);
        Pen writer = Pen.open(store);
        Checks large = Checks.stored("{\"text\":\"" + "x".repeat(30_000) + "\"}");
        for (int i = 0; i < 10; i++) {
            writer.commit(
                    List.of(bot.step(bot.check(HOUR.plusSeconds(i), Evaluation.healthy(large, Optional.empty())))));
        }

        assertThat(rows(store)).extracting(StoredCheck::id).containsExactly(10L, 9L, 8L);
        writer.commit(List.of(bot.step(HEALTHY, HOUR.plusSeconds(20))));
        store.maintain(HOUR.plus(Duration.ofDays(8)));
        for (int i = 0; i < 150; i++) {
            writer.commit(List.of(bot.step(HEALTHY, HOUR.plusSeconds(100 + i))));
        }
        assertThat(rows(store)).as("what is dropped weighs no more").hasSize(150);
    }

    @Test
    void hours_beyondTheBytes_dropTheOldestOfAll() {
        InMemoryStore store = bounded(1_000, 100_000);
        Pen writer = Pen.open(store);
        for (int hour = 0; hour < 1_000; hour++) {
            writer.commit(List.of(bot.step(HEALTHY, HOUR.plus(Duration.ofHours(hour)))));
        }
        Instant now = HOUR.plus(Duration.ofHours(1_000));

        store.maintain(now);

        assertThat(Hours.of(store, Instant.EPOCH)).hasSize(500);
        assertThat(Hours.of(store, now.minus(Duration.ofHours(2)))).hasSize(2);
    }

    @Test
    void services_ofWhichNothingIsLeft_areForgottenUnlessTheirAlertIsActive() {
        InMemoryStore store = new InMemoryStore();
        Pen writer = Pen.open(store);
        WatchedService minio = new WatchedService("minio");
        writer.commit(List.of(bot.step(HEALTHY, HOUR), minio.step(UNHEALTHY, HOUR)));

        store.maintain(HOUR.plus(Duration.ofDays(399)));
        assertThat(writer.states()).hasSize(2);
        store.maintain(HOUR.plus(Duration.ofDays(401)));

        assertThat(writer.states())
                .extracting(before -> before.state().service())
                .containsExactly("minio");
    }

    @Test
    void counts_areKeptForAsLongAsAsked() {
        InMemoryStore store = new InMemoryStore(Duration.ofDays(1), Duration.ofDays(3), InMemoryStore.Bounds.DEFAULT);
        Pen.open(store).commit(List.of(bot.step(HEALTHY, HOUR)));
        store.maintain(HOUR.plus(Duration.ofDays(3)));
        assertThat(Hours.of(store, Instant.EPOCH)).hasSize(1);
        store.maintain(HOUR.plus(Duration.ofDays(3)).plus(Duration.ofHours(1)));
        assertThat(Hours.of(store, Instant.EPOCH)).isEmpty();
    }

    @Test
    void bounds_thatHoldNothing_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new InMemoryStore(Duration.ZERO, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new InMemoryStore(Duration.ofDays(1), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new InMemoryStore(Duration.ofDays(2), Duration.ofDays(1), InMemoryStore.Bounds.DEFAULT));
        assertThatIllegalArgumentException().isThrownBy(() -> new InMemoryStore.Bounds(1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new InMemoryStore.Bounds(1, 1, 0));
    }
}
