package io.healthmon.store;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.store.WatchedService.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.CheckReader.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How every {@link Store} gives checks back. */
abstract class HistoryContract extends ContractTest {

    @Test
    void newestFirst_acrossServicesAndBatches() {
        writer.commit(batch(bot.step(HEALTHY, at(10)), minio.step(HEALTHY, at(5))));
        writer.commit(batch(minio.step(HEALTHY, at(8)), bot.step(HEALTHY, at(20))));
        assertThat(history()).extracting(CheckResult::timestamp).containsExactly(at(20), at(10), at(8), at(5));
    }

    @Test
    void sameMoment_laterRecordedFirst() {
        writer.commit(batch(bot.step(HEALTHY, at(0)), minio.step(HEALTHY, at(0))));
        assertThat(history()).extracting(CheckResult::service).containsExactly("minio", "stream-bot");
    }

    @Test
    void since_isIncludedToTheMicrosecond() {
        writer.commit(batch(bot.step(HEALTHY, T0), bot.step(HEALTHY, T0.plusNanos(1000))));
        assertThat(store.history(new HistoryQuery(ALL, T0, 10))).hasSize(2);
        assertThat(store.history(new HistoryQuery(ALL, T0.plusNanos(1000), 10))).hasSize(1);
        assertThat(store.history(new HistoryQuery(ALL, T0.plusNanos(2000), 10))).isEmpty();
    }

    @Test
    void limit_keepsTheNewest() {
        writer.commit(batch(bot.step(HEALTHY, at(0)), minio.step(HEALTHY, at(1)), bot.step(HEALTHY, at(2))));
        assertThat(store.history(new HistoryQuery(ALL, Instant.EPOCH, 2)))
                .extracting(row -> row.check().timestamp())
                .containsExactly(at(2), at(1));
    }

    @Test
    void service_filters_andAnUnknownOneHasNone() {
        writer.commit(batch(bot.step(HEALTHY, at(0)), minio.step(HEALTHY, at(1))));
        assertThat(history(Optional.of("minio")))
                .extracting(row -> row.check().service())
                .containsExactly("minio");
        assertThat(history(Optional.of("nobody"))).isEmpty();
    }

    @Test
    void daysApart_areOneLog() {
        Instant later = T0.plus(Duration.ofDays(3));
        writer.commit(batch(bot.step(HEALTHY, T0), bot.step(DEGRADED, later)));
        assertThat(history()).extracting(CheckResult::timestamp).containsExactly(later, T0);
    }

    @Test
    void statuses_areAllReadBack() {
        writer.commit(IntStream.range(0, HealthStatus.values().length)
                .mapToObj(i -> bot.step(HealthStatus.values()[i], at(i)))
                .toList());
        assertThat(history())
                .extracting(check -> check.evaluation().status())
                .containsExactlyInAnyOrder(HealthStatus.values());
    }

    @Test
    void pages_areTheWholeInParts_evenWhereManyRowsShareAMoment() {
        for (int i = 0; i < 7; i++) {
            writer.commit(batch(bot.step(HEALTHY, at(i)), minio.step(HEALTHY, at(i))));
        }
        for (Optional<String> service : List.of(ALL, Optional.of("minio"))) {
            List<StoredCheck> whole = history(service);
            List<StoredCheck> pages = new ArrayList<>();
            List<StoredCheck> page = store.history(new HistoryQuery(service, Instant.EPOCH, 3));
            while (!page.isEmpty()) {
                pages.addAll(page);
                Position end = Position.of(page.get(page.size() - 1));
                page = store.history(new HistoryQuery(service, Instant.EPOCH, Optional.of(end), 3));
            }
            assertThat(pages).isEqualTo(whole);
        }
    }

    @Test
    void page_endsAtSince() {
        writer.commit(batch(bot.step(HEALTHY, at(0)), bot.step(HEALTHY, at(1)), bot.step(HEALTHY, at(2))));
        Position newest = Position.of(history(ALL).get(0));
        assertThat(store.history(new HistoryQuery(ALL, at(1), Optional.of(newest), 10)))
                .extracting(row -> row.check().timestamp())
                .containsExactly(at(1));
    }
}
