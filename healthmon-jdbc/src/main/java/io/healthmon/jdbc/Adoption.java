package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_ADOPTION;
import static org.jooq.impl.DSL.inline;

import io.healthmon.jdbc.generated.tables.records.HealthmonAdoptionRecord;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.UptimeReader.HourlyCounts;
import io.healthmon.time.MonitorClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the original service recorded into our tables, once {@link MakeWay} has renamed its own: see ADR 10. A monitor waits for the
 * alerts and the states; the checks follow while it works. Each step is a transaction that also moves {@code healthmon_adoption} on, so
 * whoever takes the next one, and whenever, goes on where the last one ended. Thread-safe.
 */
final class Adoption {

    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    private static final int MOST_NAMED = 100;

    private final Database database;
    private final Reads reads;
    private final MonitorClock clock;
    private final CopyChecks copy;

    /** True once it is known that nothing has to be read from the original's tables, now or ever. */
    private volatile boolean over;

    Adoption(Database database, Reads reads, Partitions partitions, MonitorClock clock) {
        this.database = database;
        this.reads = reads;
        this.clock = clock;
        this.copy = new CopyChecks(database, reads, partitions);
    }

    /** Does what must be done before the first writer is opened; nothing, mostly. */
    void beforeOpening() {
        if (!waited()) {
            return;
        }
        database.patiently("index the original service's checks", transaction -> {
            if (SelectAdoption.forUpdate(transaction).isPresent()) { // one process does it, others wait
                OriginalChecks.find(transaction, database)
                        .ifPresent(originals -> IndexOriginals.run(transaction, originals));
            }
            return true;
        });
        while (waited()) {
            database.longTransaction(
                    "adopt the original service's alerts",
                    transaction -> SelectAdoption.forUpdate(transaction)
                            .filter(row -> SelectAdoption.stage(row).beforeOpening())
                            .map(row -> {
                                alertsOrStates(transaction, row);
                                return row.update();
                            }));
        }
    }

    /** True while a monitor has to wait. */
    private boolean waited() {
        return progress()
                .map(SelectAdoption::stage)
                .filter(AdoptionStage::beforeOpening)
                .isPresent();
    }

    private void alertsOrStates(DSLContext transaction, HealthmonAdoptionRecord row) {
        if (SelectAdoption.stage(row) == AdoptionStage.ALERTS) {
            Optional<Table<?>> alerts = alerts(transaction);
            if (alerts.isEmpty() || !AdoptAlerts.run(transaction, alerts.get(), row)) {
                row.setStage(AdoptionStage.STATES.word());
            }
            return;
        }
        Optional<OriginalChecks> checks = OriginalChecks.find(transaction, database);
        if (checks.isEmpty() || !AdoptStates.run(transaction, checks.get(), row)) {
            AdoptStates.withoutChecks(transaction);
            row.setStage(AdoptionStage.CHECKS.word());
        }
    }

    private Optional<Table<?>> alerts(DSLContext transaction) {
        Table<?> table = database.table(OriginalTable.renamed(OriginalTable.ALERTS));
        boolean there = transaction
                .fetchSingle("select to_regclass({0}) is not null", inline(transaction.render(table)))
                .get(0, Boolean.class);
        return there ? Optional.of(table) : Optional.empty();
    }

    /** How far it is; empty if there is nothing to adopt, or nothing any more. */
    Optional<HealthmonAdoptionRecord> progress() {
        if (over) {
            return Optional.empty();
        }
        Optional<HealthmonAdoptionRecord> progress = database.run("look at the adoption", SelectAdoption::run)
                .filter(row -> SelectAdoption.stage(row) != AdoptionStage.DONE);
        over = progress.isEmpty();
        return progress;
    }

    /**
     * Goes on with the checks by one step.
     *
     * @param progress how far it was a moment ago
     * @param limit how many checks at most
     */
    void step(HealthmonAdoptionRecord progress, int limit) {
        Optional<OriginalChecks> originals = database.run(
                "look at the original service's checks", context -> OriginalChecks.find(context, database));
        switch (SelectAdoption.stage(progress)) {
            case ALERTS, STATES -> beforeOpening();
            case CHECKS ->
                originals.ifPresentOrElse(
                        found -> copy.run(found, progress, limit),
                        () -> advance(AdoptionStage.CHECKS, (transaction, row) -> false));
            case COUNTS ->
                advance(
                        AdoptionStage.COUNTS,
                        (transaction, row) ->
                                originals.isPresent() && CountOldChecks.run(transaction, originals.get(), row));
            case DONE -> {}
        }
    }

    /** Does some work of a stage; when there is none left, that was the last one. */
    private void advance(AdoptionStage stage, BiPredicate<DSLContext, HealthmonAdoptionRecord> work) {
        reads.inPlace(
                "count the original service's checks",
                () -> database.longTransaction(
                        "count the original service's checks",
                        transaction -> SelectAdoption.forUpdate(transaction)
                                .filter(row -> SelectAdoption.stage(row) == stage)
                                .map(row -> {
                                    if (!work.test(transaction, row)) {
                                        finish(transaction, row);
                                    }
                                    return row.update();
                                })));
    }

    private void finish(DSLContext transaction, HealthmonAdoptionRecord row) {
        OriginalChecks.find(transaction, database)
                .ifPresent(originals ->
                        row.setLeftOut(row.getLeftOut() + withoutTime(transaction, originals, row.getBegunAt())));
        row.setStage(AdoptionStage.DONE.word());
        row.setFinishedAt(clock.wall());
        IndexOriginals.drop(transaction, database);
        LOG.info(
                "the original service's tables are adopted: {} checks are copied, {} older ones are counted, {} are left out; its tables "
                        + "stay as {}, for you to drop when you need them no more",
                row.getCopied(),
                row.getCounted(),
                row.getLeftOut(),
                OriginalTable.NAMES.stream().map(OriginalTable::renamed).toList());
    }

    private static long withoutTime(DSLContext transaction, OriginalChecks originals, Instant begun) {
        Condition withoutTime = originals.withoutTime(begun);
        long count = transaction.fetchCount(originals.table(), withoutTime);
        if (count > 0) {
            LOG.warn(
                    "{} checks of the original service have no time, or one that no clock gives, and are left out; among them {}",
                    count,
                    transaction
                            .select(OriginalChecks.ID)
                            .from(originals.table())
                            .where(withoutTime)
                            .limit(MOST_NAMED)
                            .fetch(row -> row.value1()));
        }
        return count;
    }

    /** How many checks there are in all, more or less. */
    long aboutRows() {
        return database.run(
                "look at the original service's checks",
                context -> OriginalChecks.find(context, database)
                        .map(originals -> originals.aboutRows(context))
                        .orElse(0L));
    }

    /** The original's log, while part of it is still to be read from there. */
    Optional<OriginalChecks> underWay(DSLContext context) {
        if (over) {
            return Optional.empty();
        }
        boolean migrated = context.fetchSingle(
                        "select to_regclass({0}) is not null", inline(context.render(HEALTHMON_ADOPTION)))
                .get(0, Boolean.class);
        if (!migrated) {
            return Optional.empty();
        }
        Optional<OriginalChecks> found = SelectAdoption.run(context)
                .filter(row -> SelectAdoption.stage(row) != AdoptionStage.DONE)
                .flatMap(row -> OriginalChecks.find(context, database));
        over = found.isEmpty();
        return found;
    }

    /** What a service's checks in a time come to that no rollup and no row of ours counts yet. */
    StatusCounts count(DSLContext snapshot, String service, Instant from, Instant to) {
        return underWay(snapshot)
                .map(originals -> CountOriginals.of(snapshot, originals, service, from, to))
                .orElse(StatusCounts.NONE);
    }

    /** Likewise, of all services and by hour. */
    List<HourlyCounts> hourlyCounts(DSLContext snapshot, Instant from) {
        return underWay(snapshot)
                .map(originals -> CountOriginals.since(snapshot, originals, from))
                .orElse(List.of());
    }
}
