package io.healthmon.internal;

import io.healthmon.HealthTarget;
import io.healthmon.MonitorListener;
import io.healthmon.MonitorListener.Skip;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls each service's check at its slots; where a start or a stall makes many due at once, in turn ({@link Pace}). A slot that comes
 * a whole interval late or more (the machine slept, or is overrun) is left out rather than made up, so that the phases stay
 * spread. A slot never comes twice: where the wall clock is slewed, a timer ends before the slot's wall time.
 *
 * <p>Between two slots a service may be checked once more, or several times ({@link #hasten}). The grid does not move by it, and such
 * checks have turns of their own: thousands that are asked for at once take no slot's. Thread-safe.
 */
final class Slots implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Slots.class);

    private final MonitorClock clock;
    private final Timers timers;
    private final Predicate<HealthTarget> starter;
    private final Listeners listeners;
    private final Counters counters;
    private final Pace pace = new Pace(Pace.FIRST);
    private final Pace haste = new Pace(Duration.ZERO);
    private final Map<String, Slot> slots = new HashMap<>();
    private boolean closed;

    /**
     * @param starter starts a check; false if the service's check before is still under way
     */
    Slots(MonitorClock clock, Timers timers, Predicate<HealthTarget> starter, Listeners listeners, Counters counters) {
        this.clock = clock;
        this.timers = timers;
        this.starter = starter;
        this.listeners = listeners;
        this.counters = counters;
    }

    /** Puts the target on its grid, in the place of one of its name. */
    synchronized void put(HealthTarget target) {
        remove(target.name());
        if (!closed) {
            Slot slot = new Slot(target);
            slots.put(target.name(), slot);
            pace.add(slot.interval);
            haste.add(slot.interval);
            slot.arm();
        }
    }

    synchronized void remove(String service) {
        Slot slot = slots.remove(service);
        if (slot != null) {
            pace.remove(slot.interval);
            haste.remove(slot.interval);
            slot.cancel();
        }
    }

    /**
     * Has a service checked once outside the grid, unless its slot comes first. Of several that were asked for, the soonest
     * comes; none if a check is under way at that moment, or the service is not watched.
     */
    synchronized void hasten(String service, Duration after) {
        Slot slot = slots.get(service);
        if (slot != null) {
            slot.hasten(after);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        slots.values().forEach(Slot::cancel);
        slots.clear();
    }

    private final class Slot {
        private final HealthTarget target;
        private final SlotGrid grid;
        private final Duration interval;
        private Timers.@Nullable Timeout timeout;
        private Timers.@Nullable Timeout hastened;
        private long hastenedNanos;
        private boolean cancelled;
        private long dueNanos;
        private Instant dueWall = Instant.MIN;

        Slot(HealthTarget target) {
            this.target = target;
            this.interval = target.schedule().interval();
            this.grid = SlotGrid.of(target.name(), interval);
        }

        synchronized void arm() {
            if (!cancelled) {
                Instant now = clock.wall();
                Duration delay = grid.untilNext(now);
                if (now.plus(delay).equals(dueWall)) {
                    delay = delay.plus(interval);
                }
                dueWall = now.plus(delay);
                dueNanos = clock.nanos() + delay.toNanos();
                timeout = timers.after(delay, this::due);
            }
        }

        synchronized void cancel() {
            cancelled = true;
            if (timeout != null) {
                timeout.cancel();
            }
            withdraw();
        }

        synchronized void hasten(Duration after) {
            long nanos = clock.nanos() + after.toNanos();
            boolean soonest = hastened == null || nanos - hastenedNanos < 0;
            if (!cancelled && soonest && nanos - dueNanos < 0) {
                withdraw();
                hastenedNanos = nanos;
                hastened = timers.after(after, this::awaitHaste);
            }
        }

        private synchronized void awaitHaste() {
            if (hastened != null) {
                hastened = timers.after(haste.untilTurn(clock.nanos()), this::useHaste);
            }
        }

        private void useHaste() {
            if (withdraw() && !starter.test(target)) {
                LOG.debug("{}: it is being checked already", target.name());
            }
        }

        /** True if a check outside the grid was to come. */
        private synchronized boolean withdraw() {
            if (hastened == null) {
                return false;
            }
            hastened.cancel();
            hastened = null;
            return true;
        }

        private void due() {
            Optional<Duration> lag = lag();
            if (lag.isPresent()) {
                Duration wait = isOver(lag.get()) ? Duration.ZERO : pace.untilTurn(clock.nanos());
                if (wait.isZero()) {
                    use(lag.get());
                } else {
                    await(wait);
                }
            }
        }

        private synchronized void await(Duration turn) {
            if (!cancelled) {
                timeout = timers.after(turn, () -> lag().ifPresent(this::use));
            }
        }

        /** How late the slot is; empty if it is no more. */
        private synchronized Optional<Duration> lag() {
            return cancelled ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, clock.nanos() - dueNanos)));
        }

        private boolean isOver(Duration lag) {
            return lag.compareTo(interval) >= 0;
        }

        private void use(Duration lag) {
            withdraw();
            arm();
            if (isOver(lag)) {
                // The slots that passed meanwhile are left out with it.
                counters.skippedLate.add(lag.dividedBy(interval) + 1);
                skipped(Skip.LATE);
            } else if (starter.test(target)) {
                listeners.tell(listener -> listener.onSlot(target, lag));
            } else {
                counters.skippedBusy.increment();
                skipped(Skip.BUSY);
            }
        }

        private void skipped(Skip why) {
            listeners.tell((MonitorListener listener) -> listener.onSkipped(target, why));
        }
    }
}
