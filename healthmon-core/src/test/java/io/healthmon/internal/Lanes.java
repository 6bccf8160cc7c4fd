package io.healthmon.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;

/**
 * Executors without threads: each lane keeps its order, and which lane goes next is drawn by lot, so that a seed is an
 * interleaving of threads.
 */
final class Lanes {

    private final Random lot;
    private final List<Deque<Runnable>> lanes = new ArrayList<>();
    private boolean stopped;

    Lanes(long seed) {
        this.lot = new Random(seed);
    }

    /** A single thread, as it were. */
    Executor lane() {
        Deque<Runnable> lane = new ArrayDeque<>();
        lanes.add(lane);
        return task -> {
            if (!stopped) {
                lane.add(task);
            }
        };
    }

    /** Runs until nothing is left to do. */
    void settle() {
        while (step()) {}
    }

    /** Runs one task of some lane; false if there is none. */
    boolean step() {
        List<Deque<Runnable>> busy =
                lanes.stream().filter(lane -> !lane.isEmpty()).toList();
        if (busy.isEmpty()) {
            return false;
        }
        busy.get(lot.nextInt(busy.size())).remove().run();
        return true;
    }

    /** The process dies: nothing of it runs any more. */
    void kill() {
        stopped = true;
        lanes.forEach(Deque::clear);
    }
}
