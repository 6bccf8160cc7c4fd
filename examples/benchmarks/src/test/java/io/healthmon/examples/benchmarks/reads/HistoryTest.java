package io.healthmon.examples.benchmarks.reads;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.examples.benchmarks.machine.PostgresServer;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log that reads are measured on is one that the product could have written. */
class HistoryTest {

    @Test
    void log_isReadByTheProductLikeItsOwn_andBroughtUpToNowOnTheNextRun(@TempDir Path dir) throws Exception {
        try (PostgresServer server = PostgresServer.start(dir)) {
            History history = new History(server, 2, line -> {});
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            long made = 150_000;
            history.make(made, now);

            assertThat(server.number("select count(*) from service_health_checks"))
                    .isEqualTo(made + History.SERVICES);
            assertThat(server.number("select count(*) from healthmon_service_state"))
                    .isEqualTo(History.SERVICES);
            assertThat(server.number("select count(*) from healthmon_hourly_rollup"))
                    .isBetween((long) History.SERVICES, 2L * History.SERVICES);
            try (Store store = History.store(server, History.span(made))) {
                String service = History.service(42);
                StatusCounts counts = store.count(service, now.minus(Duration.ofDays(2)), now.plusSeconds(60));
                assertThat(counts.total()).isEqualTo(151);
                assertThat(store.history(new HistoryQuery(Optional.of(service), now.minus(Duration.ofDays(2)), 1_000)))
                        .hasSize(151)
                        .allSatisfy(row -> assertThat(row.check().service()).isEqualTo(service));
                LongAdder counted = new LongAdder();
                store.hourlyCounts(
                        now.minus(Duration.ofHours(3)),
                        hour -> counted.add(hour.counts().total()));
                assertThat(counted.sum()).isEqualTo(made + History.SERVICES);
            }

            Instant later = now.plus(Duration.ofMinutes(10));
            history.make(made, later);

            long after = server.number("select count(*) from service_health_checks");
            assertThat(after).isBetween(made + 19 * History.SERVICES, made + 24 * History.SERVICES);
        }
    }
}
