package io.healthmon.internal;

import io.healthmon.store.Numbered;

/**
 * What waits to be recorded, and what shows it to readers: once it is recorded, or sooner if that can't be for now.
 *
 * @param entry what waits
 * @param shown run once, by whoever comes first
 */
record Pending(Numbered entry, Once shown) {

    Pending(Numbered entry, Runnable show) {
        this(entry, new Once(show));
    }

    void show() {
        shown.run();
    }

    /** The same with another entry. */
    Pending with(Numbered other) {
        return new Pending(other, shown);
    }

    /** Runs a task the first time it is asked to. Thread-safe: whoever asks finds it done. */
    static final class Once implements Runnable {
        private final Runnable task;
        private boolean done;

        Once(Runnable task) {
            this.task = task;
        }

        @Override
        public synchronized void run() {
            if (!done) {
                done = true;
                task.run();
            }
        }

        synchronized boolean isDone() {
            return done;
        }
    }
}
