package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.internal.RecordedHistory;
import io.healthmon.replay.ReplayReport;
import io.healthmon.store.Pen;
import io.healthmon.store.Step;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a monitor recorded in PostgreSQL, replayed under the rules that it had, fires what it recorded. */
class ReplayIT {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void log_replayedUnderTheRulesThatItHad_firesWhatWasRecorded(long seed) {
        RecordedHistory history = new RecordedHistory(seed, 6);
        try (HikariDataSource pool = PostgresServer.NEWEST.newPreparedDatabase().pool()) {
            PostgresStore store = PostgresStore.builder(pool).build();
            Pen pen = Pen.open(store);
            Random lot = new Random(seed);
            List<Step> left = history.steps();
            while (!left.isEmpty()) {
                int batch = Math.min(left.size(), 1 + lot.nextInt(50));
                pen.commit(left.subList(0, batch));
                left = left.subList(batch, left.size());
            }
            ReplayReport report = history.assertReplayed(store);
            assertThat(report.total())
                    .isEqualTo(history.assertReplayed(history.log()).total());
        }
    }
}
