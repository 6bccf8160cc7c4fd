package io.healthmon.examples.benchmarks.doors;

/** One way to wear an API down. Blocks its thread as long as {@code until}, in the monotonic nanoseconds of this process, is not over. */
@FunctionalInterface
interface Attack {

    /** Goes on until then, and counts what becomes of what it sends. */
    void run(int port, long until, Tally tally) throws InterruptedException;
}
