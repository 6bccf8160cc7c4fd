package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.healthmon.alert.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.slf4j.LoggerFactory;

/**
 * Virtual years under everything that is known to go wrong ({@link Simulation}), a month with each seed. Long:
 * {@code -Dhealthmon.simulation.years=100}. Again: {@code -Dhealthmon.simulation.seed=…}, which runs that month first.
 */
class SimulationTest {

    private static final int DAYS = 30;
    private static final int MONTHS = (int) Math.max(
            1, Math.round(Double.parseDouble(System.getProperty("healthmon.simulation.years", "0.5")) * 365 / DAYS));
    private static final long SEED = Long.getLong("healthmon.simulation.seed", new Random().nextLong());
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.healthmon");

    @TempDir(factory = QuickDisk.class)
    private Path folder;

    /** In memory where the system has such a folder: a process that dies loses nothing of it, and no fsync is waited for. */
    static final class QuickDisk implements TempDirFactory {

        private static final Path IN_MEMORY = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
                throws IOException {
            return Files.isDirectory(IN_MEMORY) && Files.isWritable(IN_MEMORY)
                    ? Files.createTempDirectory(IN_MEMORY, "healthmon-simulation")
                    : Files.createTempDirectory("healthmon-simulation");
        }
    }

    @BeforeAll
    static void troubleIsNoNews() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void itIsAgain() {
        LOG.setLevel(null);
    }

    @Test
    void simulatedYears_whateverGoesWrong_keepWhatIsPromised() {
        long checks = 0;
        Set<Enum<?>> seen = new HashSet<>();
        for (int month = 0; month < MONTHS; month++) {
            long seed = SEED + month;
            Simulation simulation = new Simulation(seed, folder.resolve(Integer.toString(month)));
            try {
                simulation.run(Duration.ofDays(DAYS));
            } catch (Throwable t) {
                throw new AssertionError("again with -Dhealthmon.simulation.seed=" + seed + "; " + t.getMessage(), t);
            }
            checks += simulation.journal().checks();
            seen.addAll(simulation.journal().seen());
        }
        assertThat(checks).isGreaterThan(MONTHS * 1_000L);
        assertThat(seen).as("whatever may happen to alerts").contains(Transition.Kind.values());
    }
}
