package io.healthmon.check;

import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows one check through its phases: tells its request, which needs the last one if the deadline comes, and keeps what
 * each took. A phase entered twice counts both times. Thread-safe.
 */
public final class PhaseClock {

    private final Consumer<Phase> told;
    private final MonitorClock clock;
    private final Map<Phase, Duration> took = new EnumMap<>(Phase.class);
    private @Nullable Phase current;
    private long enteredNanos;

    /** A clock for one check. */
    public PhaseClock(CheckRequest request, MonitorClock clock) {
        this(request::entering, clock);
    }

    /** A clock that tells {@code told} of each phase. */
    public PhaseClock(Consumer<Phase> told, MonitorClock clock) {
        this.told = told;
        this.clock = clock;
    }

    /** The phase that was entered before ends, and {@code phase} begins. */
    public synchronized void entering(Phase phase) {
        endCurrent();
        current = phase;
        enteredNanos = clock.nanos();
        told.accept(phase);
    }

    /** What each phase took until now; the last one entered ends here. */
    public synchronized Timings timings() {
        endCurrent();
        return new Timings(took);
    }

    private void endCurrent() {
        if (current != null) {
            took.merge(current, Duration.ofNanos(clock.nanos() - enteredNanos), Duration::plus);
            current = null;
        }
    }
}
