package io.healthmon.internal;

import io.healthmon.store.Numbered;
import java.util.function.Consumer;

/**
 * What waits to be recorded, and what shows it to readers: once it is recorded, or sooner if that can't be for now.
 *
 * @param entry what waits
 * @param fate run once, by whoever comes first
 */
record Pending(Numbered entry, Fate fate) {

    /**
     * An entry.
     *
     * @param show shows it
     * @param fail is told why it is never recorded, if it was not shown before
     */
    Pending(Numbered entry, Runnable show, Consumer<RuntimeException> fail) {
        this(entry, new Fate(show, fail));
    }

    void show() {
        fate.show();
    }

    void fail(RuntimeException why) {
        fate.fail(why);
    }

    /** The same with another entry. */
    Pending with(Numbered other) {
        return new Pending(other, fate);
    }

    /** What becomes of an entry, decided once. Thread-safe: whoever asks for it finds it done. */
    static final class Fate {
        private final Runnable show;
        private final Consumer<RuntimeException> fail;
        private boolean decided;

        private Fate(Runnable show, Consumer<RuntimeException> fail) {
            this.show = show;
            this.fail = fail;
        }

        private synchronized void show() {
            if (!decided) {
                decided = true;
                show.run();
            }
        }

        private synchronized void fail(RuntimeException why) {
            if (!decided) {
                decided = true;
                fail.accept(why);
            }
        }
    }
}
