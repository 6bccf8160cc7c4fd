package io.healthmon.internal;

import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long the monitor's own threads were held up: by a JVM that is still loading its classes, a pause, a machine that slept or has too
 * much to do. While checks are under way, each thread that they wait for is asked ten times a second for a sign of life; what comes late
 * is a time in which no answer could have been heard. Thread-safe.
 */
final class Pulse {

    static final Duration BEAT = Duration.ofMillis(100);

    /** A sign that comes so late is as good as in time. */
    static final Duration IN_TIME = Duration.ofMillis(50);

    private static final int REMEMBERED = 128;

    private final MonitorClock clock;
    private final Timers timers;
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();

    Pulse(MonitorClock clock, Timers timers) {
        this.clock = clock;
        this.timers = timers;
    }

    /** Watches a thread, or threads, from the next check on. */
    void watch(Executor executor) {
        lines.add(new Line(executor));
    }

    void checkBegins() {
        if (underWay.getAndIncrement() == 0) {
            lines.forEach(Line::beat);
        }
    }

    void checkEnds() {
        underWay.decrementAndGet();
    }

    /**
     * For how long any of the threads was held up since a reading of the monotonic clock, to now: a check may wait for one after the
     * other. A time in which several were at once is one time.
     */
    Duration heldUpSince(long sinceNanos) {
        List<Hold> holds = lines.stream()
                .flatMap(line -> line.holds().stream())
                .filter(hold -> hold.to() - sinceNanos > 0)
                .sorted((one, other) -> Long.signum(one.from() - other.from()))
                .toList();
        long sum = 0;
        long countedTo = sinceNanos;
        for (Hold hold : holds) {
            long from = hold.from() - countedTo > 0 ? hold.from() : countedTo;
            if (hold.to() - from > 0) {
                sum += hold.to() - from;
                countedTo = hold.to();
            }
        }
        return Duration.ofNanos(sum);
    }

    private record Hold(long from, long to) {}

    private final class Line {
        private final Executor executor;
        private final Deque<Hold> holds = new ArrayDeque<>();
        private boolean awaited;
        private long dueNanos;

        Line(Executor executor) {
            this.executor = executor;
        }

        void beat() {
            synchronized (this) {
                if (awaited) {
                    return;
                }
                awaited = true;
                dueNanos = clock.nanos() + BEAT.toNanos();
            }
            timers.after(BEAT, this::ask);
        }

        private void ask() {
            try {
                executor.execute(this::felt);
            } catch (RejectedExecutionException closed) {
                synchronized (this) {
                    awaited = false;
                }
            }
        }

        private void felt() {
            synchronized (this) {
                awaited = false;
                long now = clock.nanos();
                if (now - dueNanos > IN_TIME.toNanos()) {
                    holds.addLast(new Hold(dueNanos, now));
                    if (holds.size() > REMEMBERED) {
                        holds.removeFirst();
                    }
                }
            }
            if (underWay.get() > 0) {
                beat();
            }
        }

        /** Those that are remembered, and the present one. */
        synchronized List<Hold> holds() {
            List<Hold> all = new ArrayList<>(holds);
            long now = clock.nanos();
            if (awaited && now - dueNanos > IN_TIME.toNanos()) {
                all.add(new Hold(dueNanos, now));
            }
            return all;
        }
    }
}
