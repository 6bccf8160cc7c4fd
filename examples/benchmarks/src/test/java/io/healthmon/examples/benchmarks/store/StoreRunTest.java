package io.healthmon.examples.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.examples.benchmarks.machine.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compared is the same: each way leaves the same rows. */
class StoreRunTest {

    private static final String CONTENT =
            "select string_agg(concat_ws('|', service_name, status, checks, response_time_ms,"
                    + " timestamp, reason, message, body_format), e'\\n' order by timestamp) from service_health_checks";

    @Test
    void everyWay_leavesTheSameRows(@TempDir Path dir) throws Exception {
        try (PostgresServer server = PostgresServer.start(dir);
                StoreRun run = new StoreRun(server, 10)) {
            List<CheckRow> rows = CheckRow.batch(0, 25, 10, Instant.now());
            assertThat(run.ways()).hasSize(7);
            String first = "";
            for (StoreRun.Way way : run.ways()) {
                server.run("truncate service_health_checks");
                way.batches().commit(rows);
                String content = content(server);
                first = first.isEmpty() ? content : first;
                assertThat(content).as(way.name()).isEqualTo(first);
                assertThat(content.lines()).hasSize(25);
            }
            assertThat(server.number("select count(*) from bench_state_wide")).isEqualTo(10);
            assertThat(server.number("select count(*) from bench_state_narrow")).isEqualTo(10);

            StoreRun.Cost cost = run.measure(run.ways().get(3), 200, 100);
            assertThat(cost.rowsPerSecond()).isPositive();
            assertThat(server.number("select count(*) from service_health_checks"))
                    .as("what warmed it up, and what was measured")
                    .isEqualTo(300);
        }
    }

    private static String content(PostgresServer server) throws Exception {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(CONTENT)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
