package io.healthmon.examples.benchmarks.machine;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Ends a child process with its parent: when its standard input ends, however the parent went. */
public final class Leash {

    private Leash() {}

    /** Blocks until standard input ends, if {@code leashed}, or for ever. */
    public static void await(boolean leashed) throws IOException, InterruptedException {
        if (leashed) {
            while (System.in.read() >= 0) {
                // Whatever is said, only the end counts.
            }
        } else {
            new CountDownLatch(1).await();
        }
    }
}
