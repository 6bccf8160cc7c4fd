package io.healthmon.examples.benchmarks.faults;

/**
 * An outage, from its beginning to its end, by {@link System#nanoTime()}.
 *
 * @param asked since when the monitor could be asked in it
 */
record Window(Outage outage, long from, long asked, long to) {}
