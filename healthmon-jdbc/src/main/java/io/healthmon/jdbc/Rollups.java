package io.healthmon.jdbc;

import io.healthmon.store.StoreException;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes hours, rolls them up, and folds old ones into days: in transactions that are short however much there is to do, and of which
 * one goes after the other where two processes are at it. Used by one thread.
 */
final class Rollups {

    private static final Logger LOG = LoggerFactory.getLogger(Rollups.class);

    /** Until then, nearly all checks of an hour are recorded; each that comes later has it rolled up once more. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    private static final Duration LONGEST_ROLL_UP = Duration.ofMinutes(5);
    private static final Duration LONGEST_FOLD = Duration.ofMinutes(2);

    /** After so many hours that could not be rolled up, it is the database. */
    private static final int MOST_FAILURES = 3;

    /** See {@link MakePartitions}. */
    private static final long LOCK = 0x6865616C74686D04L;

    private final Database database;
    private final MonitorClock clock;
    private final Portion services;

    /**
     * @param services how many are rolled up at a time
     */
    Rollups(Database database, MonitorClock clock, Portion services) {
        this.database = database;
        this.clock = clock;
        this.services = services;
    }

    /** Closes the hours that have ended. */
    void close(Instant now) {
        boolean more = true;
        while (more) {
            more = database.transaction("close hours", transaction -> CloseHours.run(transaction, now.minus(GRACE)));
        }
    }

    /** Rolls dirty hours up, the oldest first: as many as can be in some minutes. An hour that fails does not stop the others. */
    void rollUp() {
        TimeBudget budget = new TimeBudget(clock, LONGEST_ROLL_UP);
        Failures failures = new Failures();
        for (Instant hour : database.run("find hours to roll up", SelectDirtyHours::run)) {
            if (!budget.isLeft() || failures.count() == MOST_FAILURES) {
                break;
            }
            failures.unless(() -> rollUp(hour));
        }
        failures.throwIfAny();
    }

    private void rollUp(Instant hour) {
        OptionalLong version = alone("claim an hour", transaction -> ClaimHour.run(transaction, hour));
        if (version.isPresent()) {
            RollUpServices.Outcome outcome = new RollUpServices.Outcome.Next(Optional.empty());
            while (outcome instanceof RollUpServices.Outcome.Next next) {
                outcome = rollUp(hour, version.getAsLong(), next.after());
            }
            LOG.debug("the hour of {}: {}", hour, outcome);
        }
    }

    private RollUpServices.Outcome rollUp(Instant hour, long version, Optional<String> after) {
        long startedNanos = clock.nanos();
        try {
            RollUpServices.Outcome outcome = alone(
                    "roll an hour up",
                    transaction -> RollUpServices.run(transaction, hour, version, after, services.size()));
            services.took(clock.nanos() - startedNanos);
            return outcome;
        } catch (StoreException e) {
            services.failed();
            throw e;
        }
    }

    /** Folds the days from {@code from} to {@code to} whose rows are gone: as many as can be in a minute or two. */
    void fold(Instant from, Instant to) {
        TimeBudget budget = new TimeBudget(clock, LONGEST_FOLD);
        boolean more = true;
        while (more && budget.isLeft()) {
            more = alone("fold hours into days", transaction -> FoldDay.run(transaction, from, to));
        }
    }

    private <T> T alone(String task, Function<DSLContext, T> work) {
        return database.longTransaction(task, transaction -> {
            transaction.fetch("select pg_advisory_xact_lock(" + LOCK + ")");
            return work.apply(transaction);
        });
    }
}
