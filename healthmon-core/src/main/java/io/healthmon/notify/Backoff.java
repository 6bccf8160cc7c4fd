package io.healthmon.notify;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long a channel is left alone after it failed: a time drawn from one that doubles with each failure in a row, from 1 s to 5 min, so
 * that those who wait for one receiver do not come back together; and as long as it asked for, up to 1 h. Not thread-safe.
 */
final class Backoff {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LAST = Duration.ofMinutes(5);
    static final Duration LONGEST_ASKED = Duration.ofHours(1);

    private final DoubleSupplier random;
    private int failures;

    /** @param random from 0 on, below 1 */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** It failed once more. */
    Duration failed(Optional<Duration> asked) {
        long most = Math.min(LAST.toNanos(), FIRST.toNanos() << Math.min(failures, 20));
        failures++;
        Duration drawn = Duration.ofNanos((long) (most * random.getAsDouble()));
        Duration least = asked.map(it -> it.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : it)
                .orElse(Duration.ZERO);
        return drawn.compareTo(least) > 0 ? drawn : least;
    }

    /** It took something. */
    void succeeded() {
        failures = 0;
    }

    boolean isFailing() {
        return failures > 0;
    }
}
