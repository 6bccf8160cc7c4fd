package io.healthmon.examples.benchmarks.faults;

import java.util.List;

/**
 * What a fault did.
 *
 * @param fault which
 * @param checks rows in the table
 * @param alerts alerts in the table
 * @param unanswered checks that ended without an answer, because the machine was too slow for them
 * @param heldUp checks that are in a gap, because the monitor itself was held up
 * @param unheard answers that came in such a check
 * @param abandoned answers that came while the monitor was told to end, and are not recorded
 * @param skipped slots left out
 * @param noticedMillis until the API first said that it is stale, at worst
 * @param recoveredMillis after the end of an outage, the server's own start included, until all was recorded, at worst
 * @param slowestMemoryMillis the slowest answer from memory
 * @param slowestStoreMillis the slowest answer that needs the store
 * @param problems what should not have been
 */
public record FaultResult(
        Fault fault,
        long checks,
        long alerts,
        long unanswered,
        long heldUp,
        long unheard,
        long abandoned,
        long skipped,
        long noticedMillis,
        long recoveredMillis,
        long slowestMemoryMillis,
        long slowestStoreMillis,
        List<String> problems) {}
