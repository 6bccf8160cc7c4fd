package io.healthmon.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** A thread of the monitor's that a test holds up, and lets go on. */
final class HeldUp implements Executor {

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean held;

    @Override
    public void execute(Runnable task) {
        if (held) {
            waiting.add(task);
        } else {
            task.run();
        }
    }

    boolean isHeld() {
        return held;
    }

    void hold() {
        held = true;
    }

    void letGo() {
        held = false;
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }
}
