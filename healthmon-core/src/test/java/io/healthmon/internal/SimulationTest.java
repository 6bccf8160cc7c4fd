package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Virtual years under everything that is known to go wrong ({@link Simulation}), a month with each seed. Long:
 * {@code -Dhealthmon.simulation.years=100}. Again: {@code -Dhealthmon.simulation.seed=…}, which runs that month first.
 */
class SimulationTest {

    private static final int DAYS = 30;
    private static final int MONTHS = (int) Math.max(
            1, Math.round(Double.parseDouble(System.getProperty("healthmon.simulation.years", "1")) * 365 / DAYS));
    private static final long SEED = Long.getLong("healthmon.simulation.seed", new Random().nextLong());
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.healthmon");

    @TempDir
    private Path folder;

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
        for (int month = 0; month < MONTHS; month++) {
            long seed = SEED + month;
            Simulation simulation = new Simulation(seed, folder.resolve(Integer.toString(month)));
            try {
                simulation.run(Duration.ofDays(DAYS));
            } catch (Throwable t) {
                throw new AssertionError("again with -Dhealthmon.simulation.seed=" + seed + "; " + t.getMessage(), t);
            }
            checks += simulation.journal().checks();
        }
        assertThat(checks).isGreaterThan(MONTHS * 1_000L);
    }
}
