package io.healthmon.jdbc;

import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.OutboxEntry;
import io.healthmon.store.RecordedState;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.Step;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoreWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/**
 * The pen. Each batch is one transaction that claims its numbers; a batch whose commit was sent and not answered is kept with its
 * ids, so that the next try can find out by the numbers which way it went.
 */
final class PostgresWriter implements StoreWriter {

    /** A batch and what was made of it. */
    private record Answered(List<NumberedStep> steps, List<RecordedStep> recorded) {
        static final Answered NOTHING = new Answered(List.of(), List.of());
    }

    private final Database database;
    private final Partitions partitions;
    private final long epoch;
    private final UUID origin;

    private long recordedUpTo;
    private Answered last = Answered.NOTHING;
    private Answered unanswered = Answered.NOTHING;

    PostgresWriter(Database database, Partitions partitions, long epoch, UUID origin, long recordedUpTo) {
        this.database = database;
        this.partitions = partitions;
        this.epoch = epoch;
        this.origin = origin;
        this.recordedUpTo = recordedUpTo;
    }

    @Override
    public List<RecordedState> states() {
        return database.longTransaction("read the services' states", SelectStates::run);
    }

    @Override
    public long recordedUpTo() {
        return recordedUpTo;
    }

    @Override
    public List<OutboxEntry> pendingNotifications() {
        return database.longTransaction("read what is to be sent", SelectOutbox::pending);
    }

    @Override
    public List<OutboxEntry> openDigests() {
        return database.longTransaction("read what was sent", SelectOutbox::openDigests);
    }

    @Override
    public List<OutboxEntry> undelivered() {
        return database.longTransaction("read what was not delivered", SelectOutbox::undelivered);
    }

    @Override
    public List<RecordedStep> commit(List<NumberedStep> steps) {
        if (steps.equals(last.steps())) {
            return last.recorded();
        }
        try {
            partitions.makeFor(timestamps(steps));
            last = database.transaction("record checks", transaction -> record(transaction, steps));
        } catch (StoreException e) {
            partitions.forget();
            throw e;
        }
        unanswered = Answered.NOTHING;
        recordedUpTo = Math.max(recordedUpTo, lastNumber(steps));
        return last.recorded();
    }

    private Answered record(DSLContext transaction, List<NumberedStep> steps) {
        ClaimNumbers.Claim claim = ClaimNumbers.run(transaction, epoch, origin, lastNumber(steps));
        long before = claim.before();
        if (before >= lastNumber(steps) && steps.equals(unanswered.steps())) {
            return unanswered;
        }
        List<RecordedStep> recorded = new ArrayList<>(steps.size());
        List<Step> fresh = new ArrayList<>(steps.size());
        for (NumberedStep numbered : steps) {
            if (numbered.number() > before) {
                fresh.add(numbered.step());
            } else {
                recorded.add(new RecordedStep(numbered.step(), OptionalLong.empty(), OptionalLong.empty()));
            }
        }
        if (!fresh.isEmpty()) {
            recorded.addAll(RecordBatch.run(transaction, claim.marks(), fresh));
        }
        unanswered =
                new Answered(steps, recorded); // from here on only the commit is left, and it may be lost either way
        return unanswered;
    }

    private static long lastNumber(List<NumberedStep> steps) {
        return steps.get(steps.size() - 1).number();
    }

    private static Stream<Instant> timestamps(List<NumberedStep> steps) {
        return steps.stream()
                .flatMap(numbered -> numbered.step().check().stream())
                .map(CheckResult::timestamp);
    }
}
