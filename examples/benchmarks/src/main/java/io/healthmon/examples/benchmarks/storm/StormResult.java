package io.healthmon.examples.benchmarks.storm;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a storm showed.
 *
 * @param firstMessageNanos from the first failing answer to the first message
 * @param firstCriticalNanos from the first failing answer of a critical service to the first message that tells of one; empty if there
 *     are none
 * @param waits of each service, from its first failing answer to the message that tells of it
 * @param sizes how many alerts each message told, in order
 * @param largestBytes the largest message
 * @param resolveSizes how much each message told when all was well again
 * @param slots how far from its slot each check came
 */
record StormResult(
        long firstMessageNanos,
        OptionalLong firstCriticalNanos,
        Times waits,
        List<Integer> sizes,
        int largestBytes,
        List<Integer> resolveSizes,
        Times slots) {}
