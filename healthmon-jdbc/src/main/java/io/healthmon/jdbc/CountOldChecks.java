package io.healthmon.jdbc;

import io.healthmon.jdbc.generated.tables.records.HealthmonAdoptionRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Counts the original's checks that are too old to be kept into the rollups, which last longer: whole hours, from the newest to the
 * oldest.
 */
final class CountOldChecks {

    /** Some hours of many services, or some days of a few. */
    private static final int ABOUT = 20_000;

    private CountOldChecks() {}

    /** False if there are none left; otherwise moves {@code progress} on. */
    static boolean run(DSLContext transaction, OriginalChecks originals, HealthmonAdoptionRecord progress) {
        Optional<Instant> oldest = at(transaction, originals, ABOUT - 1)
                .or(() -> at(transaction, originals, 0).map(any -> progress.getCountsSince()));
        if (oldest.isEmpty()) {
            return false;
        }
        Instant hour = oldest.get().truncatedTo(ChronoUnit.HOURS);
        Collection<Rollup> counts = CountOriginals.rollups(transaction, originals, hour);
        CountAdopted.old(transaction, counts);
        progress.setCounted(progress.getCounted()
                + counts.stream().mapToLong(each -> each.counts().total()).sum());
        progress.setDoneFromAt(hour);
        progress.setDoneFromId(Long.MIN_VALUE);
        return true;
    }

    /** The time of the check that so many are newer than. */
    private static Optional<Instant> at(DSLContext transaction, OriginalChecks originals, int newer) {
        return transaction
                .select(originals.at())
                .from(originals.table())
                .where(originals.notDone(), originals.counted())
                .orderBy(originals.newestFirst())
                .offset(newer)
                .limit(1)
                .fetchOptional(row -> row.value1());
    }
}
