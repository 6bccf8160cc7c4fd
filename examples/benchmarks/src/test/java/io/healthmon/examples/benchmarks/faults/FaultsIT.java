package io.healthmon.examples.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.examples.benchmarks.rig.ClusterTemplate;
import io.healthmon.examples.benchmarks.rig.Rig;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The packaged monitor and a real PostgreSQL that is away in every way that it can be: what the services answered is held against what
 * the tables hold. A short form of {@code bench faults}.
 */
class FaultsIT {

    private static final Path HOME = Path.of(System.getProperty("healthmon.home", "../.."));
    private static final Duration OUTAGE = Duration.ofSeconds(6);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    @TempDir
    private static Path folder;

    private static ClusterTemplate template;

    @BeforeAll
    static void makeADatabase() throws Exception {
        template = ClusterTemplate.make(folder.resolve("template"));
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void fault_whateverItIs_losesNothingAndDoublesNothing(Fault fault) throws Exception {
        try (Rig rig =
                Rig.of(new Rig.Setup(HOME, folder.resolve(fault.name()), template, 16, INTERVAL, fault.smallDisk()))) {
            FaultResult result = FaultRun.of(fault, rig, OUTAGE);

            assertThat(result.problems()).isEmpty();
            assertThat(result.skipped()).as("slots left out").isLessThan(result.checks() / 10);
            assertThat(result.checks()).isGreaterThan(16 * 8);
            assertThat(result.alerts()).isPositive();
        }
    }
}
