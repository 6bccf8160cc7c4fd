package io.healthmon.check;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a check's time went into, as far as its client can tell. Monotonic.
 *
 * @param phases time per phase; a phase that the client cannot tell apart is absent
 */
public record Timings(Map<Phase, Duration> phases) {

    /** Nothing is known but the total. */
    public static final Timings NONE = new Timings(Map.of());

    public Timings {
        phases = phases.isEmpty() ? Map.of() : java.util.Collections.unmodifiableMap(new EnumMap<>(phases));
    }
}
