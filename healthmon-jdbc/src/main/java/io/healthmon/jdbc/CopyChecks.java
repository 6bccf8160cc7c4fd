package io.healthmon.jdbc;

import io.healthmon.jdbc.generated.tables.records.HealthmonAdoptionRecord;
import io.healthmon.store.CheckReader.Position;
import io.healthmon.store.StoreException;
import java.util.List;
import java.util.function.BiConsumer;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies checks of the original's log into ours, newest first: read and cleaned to begin with, then written, counted and ticked off in
 * one short transaction, unless somebody else did that meanwhile. Thread-safe.
 */
final class CopyChecks {

    private static final Logger LOG = LoggerFactory.getLogger(CopyChecks.class);

    private final Database database;
    private final Reads reads;
    private final Partitions partitions;

    CopyChecks(Database database, Reads reads, Partitions partitions) {
        this.database = database;
        this.reads = reads;
        this.partitions = partitions;
    }

    /**
     * Copies the next.
     *
     * @param progress how far the adoption was a moment ago
     * @param limit how many at most
     */
    void run(OriginalChecks originals, HealthmonAdoptionRecord progress, int limit) {
        Position from = new Position(progress.getDoneFromAt(), progress.getDoneFromId());
        List<LogRow> rows = reads.inPlace(
                "read the original service's checks",
                () -> database.transaction(
                        "read the original service's checks",
                        transaction -> ReadOriginalChecks.run(transaction, originals, limit)));
        if (rows.isEmpty()) {
            move(from, (transaction, row) -> {
                row.setStage(AdoptionStage.COUNTS.word());
                row.setDoneFromAt(row.getRowsSince());
                row.setDoneFromId(Long.MIN_VALUE);
            });
            return;
        }
        partitions.makeFor(rows.stream().map(LogRow::timestamp));
        write(from, rows);
    }

    private void write(Position from, List<LogRow> rows) {
        LogRow last = rows.get(rows.size() - 1);
        try {
            move(from, (transaction, row) -> {
                insert(transaction, rows);
                row.setCopied(row.getCopied() + rows.size());
                row.setDoneFromAt(last.timestamp());
                row.setDoneFromId(last.id());
            });
        } catch (StoreException.Refused refused) {
            if (rows.size() == 1) {
                leaveOut(from, last, refused);
            } else {
                int half = rows.size() / 2;
                write(from, rows.subList(0, half));
                write(position(rows.get(half - 1)), rows.subList(half, rows.size()));
            }
        } catch (StoreException e) {
            partitions.forget();
            throw e;
        }
    }

    private static void insert(DSLContext transaction, List<LogRow> rows) {
        InsertChecks.rows(transaction, rows);
        CountAdopted.copied(transaction, rows);
    }

    /** It should not come to this: whatever the original's columns hold was made to fit ours. */
    private void leaveOut(Position from, LogRow row, StoreException.Refused refused) {
        LOG.error(
                "check {} of {} at {} can't be adopted and is left out",
                row.id(),
                row.service(),
                row.timestamp(),
                refused);
        move(from, (transaction, progress) -> {
            progress.setLeftOut(progress.getLeftOut() + 1);
            progress.setDoneFromAt(row.timestamp());
            progress.setDoneFromId(row.id());
        });
    }

    /** Does the work, if nobody else has moved the adoption on since. */
    private void move(Position from, BiConsumer<DSLContext, HealthmonAdoptionRecord> work) {
        reads.inPlace(
                "copy the original service's checks",
                () -> database.transaction(
                        "copy the original service's checks",
                        transaction -> SelectAdoption.forUpdate(transaction)
                                .filter(row -> SelectAdoption.stage(row) == AdoptionStage.CHECKS
                                        && row.getDoneFromAt().equals(from.timestamp())
                                        && row.getDoneFromId() == from.id())
                                .map(row -> {
                                    work.accept(transaction, row);
                                    return row.update();
                                })));
    }

    private static Position position(LogRow row) {
        return new Position(row.timestamp(), row.id());
    }
}
