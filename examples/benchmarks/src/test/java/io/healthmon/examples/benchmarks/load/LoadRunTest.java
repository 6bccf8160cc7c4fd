package io.healthmon.examples.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.examples.benchmarks.farm.FarmOptions;
import io.healthmon.examples.benchmarks.machine.ChildJvm;
import io.healthmon.examples.benchmarks.machine.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whole of {@code bench load}, small: what the farm served is what the table holds. */
class LoadRunTest {

    @Test
    void everyAnswerThatTheFarmServed_isInTheTableOnce() throws Exception {
        LoadFigures figures = run(true);

        Stored stored = figures.stored().orElseThrow();
        assertThat(stored.served()).isGreaterThan(100);
        assertThat(stored.unexplained()).as("answers that no row has").isZero();
        assertThat(stored.twice()).isZero();
        MonitorFigures drained = figures.drained().orElseThrow();
        assertThat(drained.recorded()).isEqualTo(drained.checks()).isEqualTo(stored.rows());
        assertThat(stored.bytesPerRow()).isPositive();
        assertThat(figures.after().databaseCpuSeconds()).isPositive();
        assertThat(printed(figures)).contains("CPU s per 1,000 checks", "rows against answers", "slot jitter");
    }

    @Test
    void inMemory_needsNoDatabase() throws Exception {
        LoadFigures figures = run(false);

        assertThat(figures.stored()).isEmpty();
        assertThat(figures.after().checksSince(figures.before())).isPositive();
        assertThat(figures.after().monitorCpuSeconds())
                .isGreaterThan(figures.before().monitorCpuSeconds());
        assertThat(figures.residentMegabytes()).isGreaterThan(20);
    }

    private static LoadFigures run(boolean stored) throws Exception {
        LoadOptions options = new LoadOptions(
                50,
                2,
                3,
                2,
                Duration.ofMillis(1_000),
                Duration.ofMillis(900),
                Duration.ofMillis(2_000),
                Duration.ofMillis(2_000),
                LoadOptions.Form.EMBEDDED,
                stored,
                ChildJvm.ourJava(),
                LauncherOptions.ALL,
                new FarmOptions(8, 2, 1, false, true),
                Optional.empty());
        return new LoadRun(options, line -> {}).run(server -> {});
    }

    private static String printed(LoadFigures figures) {
        StringWriter text = new StringWriter();
        new LoadReport(new Report(new PrintWriter(text)), figures).print();
        return text.toString();
    }
}
