package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_DIRTY_HOUR;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Rolls a claimed hour up for some services; with the last of them, the hour is clean. */
final class RollUpServices {

    /** How it went on. */
    sealed interface Outcome {
        /** There are more services, behind the one of that name; empty at the beginning. */
        record Next(Optional<String> after) implements Outcome {}

        /** The hour is rolled up. */
        record Done() implements Outcome {}

        /** Somebody else claimed the hour, or rows came for it: it stays dirty, to be rolled up anew. */
        record Overtaken() implements Outcome {}
    }

    private RollUpServices() {}

    /**
     * @param transaction the only one that rolls up
     * @param version what {@link ClaimHour} gave
     * @param after the last service before; empty at the beginning
     * @param limit how many services at most
     */
    static Outcome run(DSLContext transaction, Instant hour, long version, Optional<String> after, int limit) {
        Condition unchanged = HEALTHMON_DIRTY_HOUR.HOUR.eq(hour).and(HEALTHMON_DIRTY_HOUR.VERSION.eq(version));
        if (!transaction.fetchExists(HEALTHMON_DIRTY_HOUR, unchanged)) {
            return new Outcome.Overtaken();
        }
        List<Rollup> rollups = RollupsFromRows.run(transaction, hour, after, limit);
        PutRollups.run(transaction, RollupTable.HOURLY, rollups);
        if (rollups.size() == limit) {
            return new Outcome.Next(Optional.of(rollups.get(limit - 1).service()));
        }
        // Last, since a batch with rows of that hour waits from here on.
        int cleaned =
                transaction.deleteFrom(HEALTHMON_DIRTY_HOUR).where(unchanged).execute();
        return cleaned == 1 ? new Outcome.Done() : new Outcome.Overtaken();
    }
}
