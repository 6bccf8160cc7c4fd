package io.healthmon.jdbc;

import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is let go of when. */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration LONGEST_DELETION = Duration.ofSeconds(3);

    /** How long hours are kept as such, if their rows are gone by then. */
    private static final Duration HOURS = Duration.ofDays(35);

    /** Longer than any session may last: one that nobody ended, and nobody uses, goes all the same. */
    private static final Duration SESSIONS = Duration.ofDays(30);

    private final Database database;
    private final Partitions partitions;
    private final Rollups rollups;
    private final MonitorClock clock;
    private final Duration checksKept;
    private final Duration rollupsKept;

    /**
     * @param checksKept how long checks are kept, by whole UTC days
     * @param rollupsKept how long counts of hours and days, resolved alerts with all that is told of them, gaps, the audit and unused
     *     origins are kept
     */
    Retention(
            Database database,
            Partitions partitions,
            Rollups rollups,
            MonitorClock clock,
            Duration checksKept,
            Duration rollupsKept) {
        this.database = database;
        this.partitions = partitions;
        this.rollups = rollups;
        this.clock = clock;
        this.checksKept = checksKept;
        this.rollupsKept = rollupsKept;
    }

    /** Old hours become days. */
    void fold(Instant now) {
        Duration daysRows = checksKept.plusDays(1);
        Duration hoursKept = daysRows.compareTo(HOURS) > 0 ? daysRows : HOURS;
        // Days of which something is forgotten already are left to be forgotten.
        Instant from = Marks.day(now.minus(rollupsKept)).plus(1, ChronoUnit.DAYS);
        rollups.fold(from, Marks.day(now.minus(hoursKept)));
    }

    /** Drops the days whose checks have been kept long enough, if their hours are rolled up; the others the next time. */
    void drop(Instant now) {
        Instant oldest = now.minus(checksKept);
        Instant droppedTo = database.transaction(
                "let go of old checks", transaction -> RaiseDroppedTo.run(transaction, Marks.day(oldest)));
        if (droppedTo.isBefore(Marks.day(oldest))) {
            LOG.warn("checks from {} on are kept longer than asked for, until they are rolled up", droppedTo);
        }
        partitions.forget();
        database.session("drop old checks", session -> {
            DropPartitions.run(session, database, droppedTo.isBefore(oldest) ? droppedTo : oldest);
            return true;
        });
    }

    /** As much as can be deleted in a few seconds; what is left is for the next time. */
    void forget(Instant now) {
        Instant oldest = now.minus(rollupsKept);
        TimeBudget budget = new TimeBudget(clock, LONGEST_DELETION);
        Instant over = now.minus(SESSIONS);
        database.transaction("forget sessions", transaction -> SessionRows.forget(transaction, over, over));
        boolean more = true;
        while (more && budget.isLeft()) {
            more = database.longTransaction("forget old counts", transaction -> DeleteExpired.run(transaction, oldest));
        }
    }
}
