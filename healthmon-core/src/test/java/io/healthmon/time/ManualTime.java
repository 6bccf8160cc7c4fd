package io.healthmon.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Time that a test moves: wall and monotonic apart, timers on the monotonic one. Tasks run in the order they are due, on the
 * thread that advances, with both clocks at the moment they are due.
 */
public final class ManualTime implements MonitorClock, Timers {

    private record Task(long due, long number, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
    private Instant wall;
    private long nanos;
    private long lastNumber;

    /** Starts at this wall time. */
    public ManualTime(Instant start) {
        this.wall = start;
    }

    /** Starts at some wall time. */
    public ManualTime() {
        this(Instant.parse("2026-03-01T10:00:00Z"));
    }

    @Override
    public synchronized Instant wall() {
        return wall;
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Timeout after(Duration delay, Runnable work) {
        Task task = new Task(nanos + Math.max(0, delay.toNanos()), ++lastNumber, work);
        tasks.add(task);
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /** Lets time pass: both clocks move, and what is due runs. */
    public void advance(Duration by) {
        long end = nanos() + by.toNanos();
        for (Optional<Task> due = moveToNext(end); due.isPresent(); due = moveToNext(end)) {
            due.get().work().run();
        }
    }

    private synchronized Optional<Task> moveToNext(long end) {
        Task next = tasks.peek();
        if (next == null || next.due() > end) {
            move(Math.max(0, end - nanos));
            return Optional.empty();
        }
        move(Math.max(0, next.due() - nanos));
        return Optional.of(tasks.remove());
    }

    /** How long until the next task is due; empty if none is pending. */
    public synchronized Optional<Duration> untilNextTask() {
        return Optional.ofNullable(tasks.peek()).map(task -> Duration.ofNanos(Math.max(0, task.due() - nanos)));
    }

    /** Both clocks move and no timer runs, as on an overrun machine: what is due comes late. */
    public synchronized void stall(Duration by) {
        move(by.toNanos());
    }

    /** The wall clock alone jumps, forward or back. */
    public synchronized void jumpWall(Duration by) {
        wall = wall.plus(by);
    }

    private void move(long by) {
        nanos += by;
        wall = wall.plusNanos(by);
    }
}
