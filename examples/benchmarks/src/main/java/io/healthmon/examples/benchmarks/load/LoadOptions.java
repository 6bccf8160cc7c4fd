package io.healthmon.examples.benchmarks.load;

import io.healthmon.examples.benchmarks.farm.FarmOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A run.
 *
 * @param services how many services
 * @param hanging how many of them never answer
 * @param degraded how many answer 503
 * @param refused how many are not there
 * @param interval the time between two checks of one
 * @param timeout how long one may take
 * @param warmUp how long the monitor runs before it is measured
 * @param duration how long it is measured
 * @param form how the monitor is run
 * @param stored whether results go to PostgreSQL; if not, to memory
 * @param java the {@code java} that runs the monitor
 * @param javaOptions its options
 * @param farm how the farm is laid out
 * @param dataDir where the database is kept, a folder that is not there yet; empty for one that is deleted at the end
 */
record LoadOptions(
        int services,
        int hanging,
        int degraded,
        int refused,
        Duration interval,
        Duration timeout,
        Duration warmUp,
        Duration duration,
        Form form,
        boolean stored,
        String java,
        List<String> javaOptions,
        FarmOptions farm,
        Optional<Path> dataDir) {

    /** How the monitor is run. */
    enum Form {
        /** The library in a program of one class, which also measures the slots. */
        EMBEDDED,
        /** The standalone jar, with its REST API and its metrics: for memory. */
        STANDALONE
    }

    Plan plan(List<String> endpoints, String refusing) {
        return new Plan(
                services, hanging, degraded, refused, interval.toMillis(), timeout.toMillis(), endpoints, refusing);
    }
}
