package io.healthmon.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test moves it: the two readings of a clock, moved together or apart, and timers that run on
 * the test's own thread while {@link #advance} passes their moment, in the order of their moments, then of their making.
 * Thread-safe, so that real threads may read it and set timers.
 */
public final class ManualTime implements MonitorClock, Timers {

    private record Task(long atNanos, long number, Runnable action) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::number));
    private Instant wall;
    private long nanos;
    private long made;

    /** Starts at 2026-01-01T00:00:00Z, and at an unround monotonic number, since its origin means nothing. */
    public ManualTime() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public ManualTime(Instant wall) {
        this.wall = wall;
        this.nanos = 7_777_777_777L;
    }

    @Override
    public synchronized Instant wall() {
        return wall.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Timeout after(Duration delay, Runnable action) {
        Task task = new Task(nanos + Math.max(0, delay.toNanos()), made++, action);
        tasks.add(task);
        return () -> forget(task);
    }

    private synchronized void forget(Task task) {
        tasks.remove(task);
    }

    /** Timers that have not run and were not cancelled. */
    public synchronized int pending() {
        return tasks.size();
    }

    /** How long until the next timer comes due; zero if it is late, empty if there is none. */
    public synchronized Optional<Duration> untilNext() {
        return Optional.ofNullable(tasks.peek()).map(task -> Duration.ofNanos(Math.max(0, task.atNanos() - nanos)));
    }

    /**
     * Moves both readings on by {@code step}, stopping at each timer that comes due to run it, those set meanwhile included.
     * A task that throws ends the advance with its exception.
     */
    public void advance(Duration step) {
        long end = nanos() + step.toNanos();
        for (Task due = next(end); due != null; due = next(end)) {
            due.action().run();
        }
        moveTo(end);
    }

    /** Runs what is due now, without moving. */
    public void runDue() {
        advance(Duration.ZERO);
    }

    /** Moves the wall clock alone, back too: an operator's or NTP's jump. */
    public synchronized void jumpWall(Duration jump) {
        wall = wall.plus(jump);
    }

    /** Moves the monotonic clock alone; no timer runs before the next {@link #advance} or {@link #runDue}. */
    public synchronized void advanceMonotonic(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("a monotonic clock does not go back");
        }
        nanos += step.toNanos();
    }

    private synchronized @Nullable Task next(long end) {
        Task task = tasks.peek();
        if (task == null || task.atNanos() > end) {
            return null;
        }
        tasks.remove();
        moveTo(Math.max(nanos, task.atNanos()));
        return task;
    }

    private synchronized void moveTo(long end) {
        if (end > nanos) {
            wall = wall.plusNanos(end - nanos);
            nanos = end;
        }
    }
}
