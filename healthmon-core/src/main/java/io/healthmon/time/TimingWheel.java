package io.healthmon.time;

import org.jspecify.annotations.Nullable;

/**
 * Timers in a hierarchy of wheels: to add one, to remove one and to run one each cost the same however many there are.
 *
 * <p>Time is a number of ticks. It is read in digits of base {@value #SLOTS}, and each digit has a wheel with a bucket for each of its
 * values. A timer lies in the wheel of the highest digit in which its tick differs from the present one, in the bucket of its
 * tick's digit there. So every timer of a lower wheel comes before every one of a higher, the buckets of a wheel lie all ahead,
 * and the lowest bit of a wheel's bitmap is its next bucket. When the present reaches a bucket, its timers move to lower
 * wheels, or are due: each moves once per wheel at most, and far timers cost nothing until then. All timers of one tick are in the same
 * bucket at any time, which keeps them in the order in which they were added.
 *
 * <p>After G. Varghese and T. Lauck, "Hashed and Hierarchical Timing Wheels" (1987), scheme 7. Not thread-safe; allocates
 * nothing after its making.
 */
final class TimingWheel {

    private static final int DIGIT_BITS = 6;
    static final int SLOTS = 1 << DIGIT_BITS;

    private static final int WHEELS = 8;

    /** A tick that never comes: there is none that late. */
    static final long NEVER = Long.MAX_VALUE;

    /** The last tick that there is. */
    static final long LAST_TICK = (1L << DIGIT_BITS * WHEELS) - 1;

    private final Bucket[] buckets = new Bucket[WHEELS * SLOTS];
    /** A bit for each bucket of a wheel that holds a timer. */
    private final long[] occupied = new long[WHEELS];

    private final Bucket due = new Bucket(-1);
    private long present;
    private long moves;

    TimingWheel() {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new Bucket(i);
        }
    }

    /** A timer: in one wheel at most, and there once. */
    static class Entry {
        private @Nullable Runnable task;
        private long tick;
        private @Nullable Bucket in;
        private @Nullable Entry before;
        private @Nullable Entry behind;

        Entry(Runnable task) {
            this.task = task;
        }

        /** The task, given away once: who holds on to a timer that is over holds no more than it. */
        @Nullable
        Runnable takeTask() {
            Runnable taken = task;
            task = null;
            return taken;
        }
    }

    /** Adds a timer that is in no wheel; one whose tick is not after the present is due at once. */
    void add(Entry entry, long tick) {
        entry.tick = Math.min(tick, LAST_TICK);
        place(entry);
    }

    /** Takes the timer out; false if it is not there. */
    boolean remove(Entry entry) {
        Bucket bucket = entry.in;
        if (bucket == null) {
            return false;
        }
        bucket.unlink(entry);
        if (bucket.first == null && bucket != due) {
            vacate(bucket);
        }
        return true;
    }

    /** Moves the present on to {@code tick}: what has its moment until then is due, in the order of ticks, then of adding. */
    void advanceTo(long tick) {
        for (long next = nextBucket(); next <= tick; next = nextBucket()) {
            empty(next);
        }
        present = Math.max(present, tick);
    }

    /** Takes out the timer that has been due the longest; null if none is due. */
    @Nullable
    Entry pollDue() {
        Entry first = due.first;
        if (first != null) {
            due.unlink(first);
        }
        return first;
    }

    /**
     * The tick to advance to next: the present if a timer is due; otherwise none that is earlier would bring anything. {@link #NEVER} without
     * timers.
     */
    long next() {
        return due.first != null ? present : nextBucket();
    }

    /** How often a timer was put into a bucket, or a bucket emptied, since the beginning: the work done, for tests. */
    long moves() {
        return moves;
    }

    private void place(Entry entry) {
        moves++;
        if (entry.tick <= present) {
            due.append(entry);
            return;
        }
        int wheel = (Long.SIZE - 1 - Long.numberOfLeadingZeros(entry.tick ^ present)) / DIGIT_BITS;
        int slot = (int) (entry.tick >>> wheel * DIGIT_BITS) & (SLOTS - 1);
        occupied[wheel] |= 1L << slot;
        buckets[wheel * SLOTS + slot].append(entry);
    }

    private long nextBucket() {
        int wheel = lowestWheel();
        if (wheel == WHEELS) {
            return NEVER;
        }
        int shift = wheel * DIGIT_BITS;
        long above = present >>> shift + DIGIT_BITS << shift + DIGIT_BITS;
        return above | (long) Long.numberOfTrailingZeros(occupied[wheel]) << shift;
    }

    private int lowestWheel() {
        int wheel = 0;
        while (wheel < WHEELS && occupied[wheel] == 0) {
            wheel++;
        }
        return wheel;
    }

    /** The present reaches the next bucket. */
    private void empty(long tick) {
        moves++;
        int wheel = lowestWheel();
        Bucket bucket = buckets[wheel * SLOTS + Long.numberOfTrailingZeros(occupied[wheel])];
        present = tick;
        vacate(bucket);
        for (Entry entry = bucket.first; entry != null; entry = bucket.first) {
            bucket.unlink(entry);
            place(entry);
        }
    }

    private void vacate(Bucket bucket) {
        occupied[bucket.index / SLOTS] &= ~(1L << bucket.index % SLOTS);
    }

    /** Timers in a row, the first to be emptied first. */
    private static final class Bucket {
        private final int index;
        private @Nullable Entry first;
        private @Nullable Entry last;

        Bucket(int index) {
            this.index = index;
        }

        void append(Entry entry) {
            entry.in = this;
            entry.before = last;
            if (last == null) {
                first = entry;
            } else {
                last.behind = entry;
            }
            last = entry;
        }

        void unlink(Entry entry) {
            Entry before = entry.before;
            Entry behind = entry.behind;
            if (before == null) {
                first = behind;
            } else {
                before.behind = behind;
            }
            if (behind == null) {
                last = before;
            } else {
                behind.before = before;
            }
            entry.in = null;
            entry.before = null;
            entry.behind = null;
        }
    }
}
