package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_HOURLY_ROLLUP;

import io.healthmon.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/**
 * Computes anew what is kept beside the log, and holds it against what is kept: the rollups of the hours whose rows all exist, and the
 * states. Some hours or services at a time, each in a snapshot, so that a monitor may go on beside it. Not thread-safe; used once.
 */
final class Rebuild {

    private static final int SERVICES_AT_ONCE = 50;
    private static final int ROLLUPS_AT_ONCE = 2_000;

    private final Database database;
    private final Rollups rollups;
    private final Adoption adoption;
    private final boolean repair;
    private final Consumer<String> progress;
    private final List<String> examples = new ArrayList<>();
    private long differences;
    private long hours;
    private long services;
    private long unknown;

    /**
     * @param repair whether to put right what differs
     * @param progress is told what is done, every now and then
     */
    Rebuild(Database database, Rollups rollups, Adoption adoption, boolean repair, Consumer<String> progress) {
        this.database = database;
        this.rollups = rollups;
        this.adoption = adoption;
        this.repair = repair;
        this.progress = progress;
    }

    RebuildReport run(Instant now) {
        if (adoption.progress().isPresent()) {
            throw new StoreException.Unavailable(
                    "the original service's checks are still being copied; rebuild when the log says that they are",
                    new IllegalStateException("being adopted"));
        }
        rollups.close(now);
        rollups.rollUp();
        compareHours();
        compareStates();
        return new RebuildReport(hours, services, unknown, differences, examples, repair && differences > 0);
    }

    private void differs(String what) {
        differences++;
        if (examples.size() < RebuildReport.MAX_EXAMPLES) {
            examples.add(what);
        }
    }

    // ---- hours

    private void compareHours() {
        SortedSet<Instant> all = database.longSnapshot("find the hours", Rebuild::hours);
        for (Instant hour : all) {
            compare(hour);
            hours++;
            if (hours % 24 == 0 || hours == all.size()) {
                progress.accept(hours + " of " + all.size() + " hours compared");
            }
        }
        if (repair) {
            rollups.rollUp();
        }
    }

    /** The clean ones that have rows, or rollups where there should be rows. */
    private static SortedSet<Instant> hours(DSLContext snapshot) {
        Coverage coverage = SelectCoverage.since(snapshot, Instant.EPOCH);
        Marks marks = coverage.marks();
        SortedSet<Instant> hours = new TreeSet<>(
                SelectHoursWithRows.run(snapshot, marks.droppedTo(), marks.closedTo(), Integer.MAX_VALUE));
        snapshot.selectDistinct(HEALTHMON_HOURLY_ROLLUP.HOUR)
                .from(HEALTHMON_HOURLY_ROLLUP)
                .where(HEALTHMON_HOURLY_ROLLUP.HOUR.ge(marks.droppedTo()))
                .forEach(row -> hours.add(row.value1()));
        hours.removeAll(coverage.dirty());
        return hours;
    }

    private void compare(Instant hour) {
        Optional<String> after = Optional.empty();
        boolean more = true;
        boolean wrong = false;
        while (more) {
            Optional<String> from = after;
            CompareHour.Outcome outcome = database.longSnapshot(
                    "compare an hour", snapshot -> CompareHour.run(snapshot, hour, from, ROLLUPS_AT_ONCE));
            outcome.differences().forEach(this::differs);
            wrong |= !outcome.differences().isEmpty();
            after = outcome.last();
            more = after.isPresent();
        }
        if (wrong && repair) {
            database.transaction("have an hour rolled up anew", transaction -> {
                if (HoldPen.run(transaction).makesDirty(hour)) {
                    MarkDirty.run(transaction, List.of(hour));
                }
                return true;
            });
        }
    }

    // ---- states

    private void compareStates() {
        Optional<String> after = Optional.empty();
        while (true) {
            Optional<String> from = after;
            List<String> names =
                    database.run("find services", context -> SelectServices.run(context, from, SERVICES_AT_ONCE));
            if (names.isEmpty()) {
                return;
            }
            compareStates(names);
            after = Optional.of(names.get(names.size() - 1));
            services += names.size();
            progress.accept(services + " services compared");
        }
    }

    private void compareStates(List<String> names) {
        List<StateFromLog.Verdict> verdicts =
                database.longSnapshot("compare states", snapshot -> StateFromLog.compare(snapshot, names));
        List<String> wrong = new ArrayList<>();
        for (StateFromLog.Verdict verdict : verdicts) {
            unknown += verdict.partlyUnknown() ? 1 : 0;
            verdict.differences().forEach(what -> differs(verdict.service() + ": " + what));
            if (!verdict.differences().isEmpty()) {
                wrong.add(verdict.service());
            }
        }
        if (repair && !wrong.isEmpty()) {
            database.longTransaction("put states right", transaction -> {
                HoldPen.run(transaction);
                StateFromLog.repair(transaction, wrong);
                return true;
            });
        }
    }
}
