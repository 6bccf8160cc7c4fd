package io.healthmon.examples.benchmarks.kills;

import java.util.List;

/**
 * What the kills did.
 *
 * @param kills how many
 * @param checks rows in the table
 * @param alerts alerts in the table
 * @param looks how often a reader was told the status of everything
 * @param seen how many answers of services it was shown
 * @param heldUp checks that are in a gap, because the monitor itself was held up
 * @param unheard answers that came in such a check
 * @param unseenLost answers that are in no row, and were never shown
 * @param oldestLostMillis how long before its kill the oldest of them came
 * @param told what a web hook was told of alerts
 * @param messages in how many messages
 * @param duplicates how much of it it had been told before, under the same key
 * @param cut how many messages the web hook had taken without saying so
 * @param problems what should not have been
 */
public record KillResult(
        int kills,
        long checks,
        long alerts,
        long looks,
        long seen,
        long heldUp,
        long unheard,
        long unseenLost,
        long oldestLostMillis,
        long told,
        long messages,
        long duplicates,
        long cut,
        List<String> problems) {}
