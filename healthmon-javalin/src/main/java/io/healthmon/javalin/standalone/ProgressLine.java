package io.healthmon.javalin.standalone;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** What a command that takes long is at, for those who wait: a line a second at most. */
final class ProgressLine implements Consumer<String> {

    private static final long PAUSE_NANOS = 1_000_000_000;

    private final PrintWriter err;
    private long last = System.nanoTime();

    ProgressLine(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void accept(String what) {
        long now = System.nanoTime();
        if (now - last >= PAUSE_NANOS) {
            last = now;
            err.println("healthmon: " + what);
            err.flush();
        }
    }
}
