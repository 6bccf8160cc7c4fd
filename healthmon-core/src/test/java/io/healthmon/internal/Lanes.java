package io.healthmon.internal;

import io.healthmon.time.Timers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;

/**
 * Executors without threads: each lane keeps its order, and which lane goes next is drawn by lot, so that a seed is an
 * interleaving of threads. A task that waits (a store that is slow, a channel that hangs) lets the other lanes go on meanwhile: from
 * within it, {@link #step} runs any task but those of its own lane.
 */
final class Lanes {

    private final Random lot;
    private final List<Lane> lanes = new ArrayList<>();
    private boolean stopped;
    private long stepsToLive = Long.MAX_VALUE;

    /** A single thread, as it were. */
    private static final class Lane {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private boolean busy;

        boolean ready() {
            return !busy && !tasks.isEmpty();
        }

        void run() {
            busy = true;
            try {
                tasks.remove().run();
            } finally {
                busy = false;
            }
        }
    }

    Lanes(long seed) {
        this.lot = new Random(seed);
    }

    /** A single thread, as it were. */
    Executor lane() {
        Lane lane = new Lane();
        lanes.add(lane);
        return task -> {
            if (!stopped) {
                lane.tasks.add(task);
            }
        };
    }

    /** Timers that end with the process. */
    Timers timers(Timers real) {
        return (delay, action) -> real.after(delay, () -> {
            if (!stopped) {
                action.run();
            }
        });
    }

    /** Runs until nothing is left to do. */
    void settle() {
        while (step()) {}
    }

    /** Runs one task of some lane; false if there is none. */
    boolean step() {
        int ready = 0;
        for (Lane lane : lanes) {
            ready += lane.ready() ? 1 : 0;
        }
        if (ready == 0) {
            return false;
        }
        if (stepsToLive-- <= 0) {
            kill();
            return false;
        }
        int drawn = lot.nextInt(ready);
        for (Lane lane : lanes) {
            if (lane.ready() && drawn-- == 0) {
                lane.run();
                break;
            }
        }
        return true;
    }

    /** The process dies before it would run one more task than this. */
    void dieAfter(long steps) {
        stepsToLive = steps;
    }

    /** The process dies: nothing of it runs any more. */
    void kill() {
        stopped = true;
        lanes.forEach(lane -> lane.tasks.clear());
    }

    boolean isDead() {
        return stopped;
    }
}
