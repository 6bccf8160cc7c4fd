package io.healthmon.javalin.wire;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A percentage of the wire: a number with at most two decimals, or null where there is nothing to count. */
final class Percentage {

    private Percentage() {}

    static @Nullable Double orNull(OptionalDouble percentage) {
        return percentage.isPresent() ? percentage.getAsDouble() : null;
    }
}
