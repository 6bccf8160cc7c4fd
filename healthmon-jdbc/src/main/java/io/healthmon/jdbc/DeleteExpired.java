package io.healthmon.jdbc;

import java.time.Instant;
import java.util.stream.IntStream;
import org.jooq.DSLContext;

/** Forgets what is older than a moment, but for the checks themselves: a number of each kind that is soon done. */
final class DeleteExpired {

    static final int AT_ONCE = 5_000;

    private DeleteExpired() {}

    /** True if there may be more. */
    static boolean run(DSLContext transaction, Instant oldest) {
        return IntStream.of(
                        DeleteRollups.ofHours(transaction, oldest, AT_ONCE),
                        DeleteRollups.ofDays(transaction, oldest, AT_ONCE),
                        DeleteAlerts.run(transaction, oldest, AT_ONCE),
                        DeleteUnlistedEvents.run(transaction, oldest, AT_ONCE),
                        DeleteMessages.ofOutbox(transaction, oldest, AT_ONCE),
                        DeleteMessages.ofDeliveries(transaction, oldest, AT_ONCE),
                        DeleteGaps.run(transaction, oldest, AT_ONCE),
                        SilenceRows.forget(transaction, oldest, AT_ONCE),
                        MaintenanceRows.forget(transaction, oldest, AT_ONCE),
                        AuditRows.forget(transaction, oldest, AT_ONCE),
                        FailureRows.forget(transaction, oldest, AT_ONCE),
                        DeleteOrigins.run(transaction, oldest, AT_ONCE))
                .anyMatch(gone -> gone == AT_ONCE);
    }
}
