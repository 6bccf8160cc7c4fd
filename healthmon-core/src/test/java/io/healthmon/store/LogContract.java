package io.healthmon.store;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.HealthStatus.UNKNOWN;
import static io.healthmon.store.WatchedService.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.HealthStatus;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.LogReader.LogRead;
import io.healthmon.store.LogReader.LogSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How every {@link Store} gives its log to be folded once more. */
abstract class LogContract extends ContractTest {

    private static final LogSpan EVERYTHING = new LogSpan(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

    private List<StoredCheck> log(LogSpan span) {
        List<StoredCheck> rows = new ArrayList<>();
        LogRead read = store.log(span, rows::add);
        assertThat(read.checks()).isEqualTo(rows.size());
        return rows;
    }

    private List<Instant> timesOf(LogSpan span) {
        return log(span).stream().map(row -> row.check().timestamp()).toList();
    }

    @Test
    void checks_comeInTheOrderOfRecording_notOfTheirStarts() {
        writer.commit(batch(minio.step(HEALTHY, at(5)), bot.step(HEALTHY, at(2))));
        writer.commit(batch(minio.step(HEALTHY, at(20)), bot.step(HEALTHY, at(19))));
        assertThat(timesOf(EVERYTHING)).containsExactly(at(5), at(2), at(20), at(19));
        assertThat(store.log(EVERYTHING, row -> {})).isEqualTo(new LogRead(4, 0));
    }

    @Test
    void checks_aroundMidnight_comeInTheOrderOfRecording() {
        Instant midnight = Instant.parse("2026-03-02T00:00:00Z");
        writer.commit(batch(bot.step(HEALTHY, midnight.plusSeconds(1)), minio.step(HEALTHY, midnight.minusSeconds(4))));
        assertThat(timesOf(EVERYTHING)).containsExactly(midnight.plusSeconds(1), midnight.minusSeconds(4));
    }

    @Test
    void checks_sayWhatDecisionsRestOn() {
        List<CheckResult> checks = new ArrayList<>();
        for (HealthStatus status : List.of(HEALTHY, DEGRADED, UNHEALTHY, UNKNOWN)) {
            checks.add(bot.check(status, at(checks.size())));
        }
        writer.commit(checks.stream().map(bot::step).toList());

        List<CheckResult> read =
                log(EVERYTHING).stream().map(StoredCheck::check).toList();

        assertThat(read).hasSameSizeAs(checks);
        for (int i = 0; i < checks.size(); i++) {
            CheckResult check = checks.get(i);
            assertThat(read.get(i).service()).isEqualTo(check.service());
            assertThat(read.get(i).timestamp()).isEqualTo(check.timestamp());
            assertThat(read.get(i).responseTime()).isEqualTo(check.responseTime());
            assertThat(read.get(i).evaluation().status())
                    .isEqualTo(check.evaluation().status());
            assertThat(read.get(i).evaluation().reason())
                    .isEqualTo(check.evaluation().reason());
            assertThat(read.get(i).evaluation().message())
                    .isEqualTo(check.evaluation().message());
            if (check.evaluation().status() != HEALTHY) {
                assertThat(read.get(i).evaluation().checks())
                        .isEqualTo(check.evaluation().checks());
            }
        }
    }

    @Test
    void checks_haveTheIdsOfTheirRows() {
        writer.commit(batch(bot.step(HEALTHY, at(0)), minio.step(HEALTHY, at(1))));
        assertThat(log(EVERYTHING))
                .extracting(StoredCheck::id)
                .containsExactlyElementsOf(
                        history(ALL).stream().map(StoredCheck::id).sorted().toList());
    }

    @Test
    void span_includesItsBeginning_andNotItsEnd() {
        writer.commit(batch(bot.step(HEALTHY, at(0)), bot.step(HEALTHY, at(1)), bot.step(HEALTHY, at(2))));
        assertThat(timesOf(new LogSpan(at(0), at(2)))).containsExactly(at(0), at(1));
        assertThat(timesOf(new LogSpan(at(0), at(0)))).isEmpty();
        assertThat(timesOf(new LogSpan(at(3), EVERYTHING.to()))).isEmpty();
    }

    @Test
    void hoursAndDaysApart_areOneLog() {
        List<Instant> times =
                List.of(T0, T0.plus(Duration.ofMinutes(61)), T0.plus(Duration.ofDays(1)), T0.plus(Duration.ofDays(3)));
        writer.commit(times.stream().map(at -> bot.step(HEALTHY, at)).toList());
        assertThat(timesOf(EVERYTHING)).isEqualTo(times);
    }

    @Test
    void emptyLog_givesNothing() {
        assertThat(store.log(EVERYTHING, row -> {})).isEqualTo(new LogRead(0, 0));
    }

    @Test
    void whatTheReaderThrows_endsTheReading_andAnotherIsPossible() {
        writer.commit(batch(bot.step(HEALTHY, at(0)), bot.step(UNHEALTHY, at(1))));
        IllegalStateException enough = new IllegalStateException("enough");

        assertThatThrownBy(() -> store.log(EVERYTHING, row -> {
                    throw enough;
                }))
                .isSameAs(enough);
        assertThatThrownBy(() -> store.alertsOf(EVERYTHING, row -> {
                    throw enough;
                }))
                .isSameAs(enough);

        assertThat(log(EVERYTHING)).hasSize(2);
    }

    @Test
    void alerts_areThoseActiveInTheSpan_oldestFirst() {
        writer.commit(batch(
                bot.step(UNHEALTHY, at(0)),
                bot.step(HEALTHY, at(10)),
                bot.step(UNHEALTHY, at(20)),
                minio.step(UNHEALTHY, at(30)),
                bot.step(HEALTHY, at(40))));
        assertThat(triggered(EVERYTHING)).containsExactly(at(0), at(20), at(30));
        assertThat(triggered(new LogSpan(at(10), at(20)))).containsExactly(at(0));
        assertThat(triggered(new LogSpan(at(11), at(21)))).containsExactly(at(20));
        assertThat(triggered(new LogSpan(at(41), at(50)))).containsExactly(at(30));
    }

    private List<Instant> triggered(LogSpan span) {
        List<Instant> times = new ArrayList<>();
        store.alertsOf(span, row -> times.add(row.alert().triggeredAt()));
        return times;
    }
}
