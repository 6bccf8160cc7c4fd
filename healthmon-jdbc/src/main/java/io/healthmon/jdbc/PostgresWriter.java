package io.healthmon.jdbc;

import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.RecordedState;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.Step;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoreWriter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/**
 * The pen. Each batch is one transaction with a number; a batch whose commit was sent and not answered is kept with its ids, so
 * that the next try can find out by the number which way it went.
 */
final class PostgresWriter implements StoreWriter {

    private final Database database;
    private final Partitions partitions;
    private final long epoch;

    private long sequence;
    private List<RecordedStep> last = List.of();
    private List<RecordedStep> unanswered = List.of();

    PostgresWriter(Database database, Partitions partitions, long epoch) {
        this.database = database;
        this.partitions = partitions;
        this.epoch = epoch;
    }

    @Override
    public List<RecordedState> states() {
        return database.run("read the services' states", SelectStates::run);
    }

    @Override
    public List<RecordedStep> commit(List<Step> steps) {
        if (steps.isEmpty() || same(steps, last)) {
            return steps.isEmpty() ? List.of() : last;
        }
        if (!unanswered.isEmpty() && !same(steps, unanswered)) {
            throw new IllegalStateException(
                    "the batch before this one was not answered: it has to be given again first");
        }
        try {
            partitions.makeFor(timestamps(steps));
            last = database.transaction("record checks", transaction -> record(transaction, steps));
        } catch (StoreException e) {
            partitions.forget();
            throw e;
        }
        unanswered = List.of();
        sequence++;
        return last;
    }

    private List<RecordedStep> record(DSLContext transaction, List<Step> steps) {
        if (!AdvanceSequence.run(transaction, epoch, sequence + 1)) {
            return unanswered;
        }
        List<RecordedStep> recorded = RecordBatch.run(transaction, steps);
        unanswered = recorded; // from here on only the commit is left, and it may be lost either way
        return recorded;
    }

    private static boolean same(List<Step> steps, List<RecordedStep> recorded) {
        return steps.size() == recorded.size()
                && steps.equals(recorded.stream().map(RecordedStep::step).toList());
    }

    private static Stream<Instant> timestamps(List<Step> steps) {
        return steps.stream().flatMap(step -> step.check().stream()).map(CheckResult::timestamp);
    }
}
