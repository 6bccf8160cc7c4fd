package io.healthmon.javalin.page;

import io.healthmon.store.StatusCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** How much of a time was observed: the checks that there are, of those that there would be. */
final class Coverage {

    private Coverage() {}

    /**
     * The share in per cent, from the first of the checks on; empty if there are none.
     *
     * @param interval the time between two checks
     * @param now the end of the time
     */
    static OptionalDouble of(StatusCounts counts, Duration interval, Instant now) {
        if (counts.first().isEmpty() || counts.total() == 0) {
            return OptionalDouble.empty();
        }
        // The check that is due this moment is not missing yet.
        long wanted = Duration.between(counts.first().get(), now).toMillis() / interval.toMillis();
        return OptionalDouble.of(Math.min(100, 100.0 * counts.total() / Math.max(1, wanted)));
    }
}
