package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;

import io.healthmon.jdbc.generated.tables.ServiceHealthChecks;
import io.healthmon.store.LogReader.LogRead;
import io.healthmon.store.LogReader.LogSpan;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoredCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/**
 * Reads the log from end to end, hour by hour: each is a statement of its own, so that neither a day that is to be dropped nor the
 * server's cleaning up waits for longer than that. One at a time, and in a place of the {@link Reads}: one that reads for minutes gets in
 * line again with those who want an answer. Thread-safe.
 */
final class ReadLog {

    private static final String TASK = "read the log";
    private static final Duration HOUR = Duration.ofHours(1);

    private final Database database;
    private final Reads reads;
    private final Adoption adoption;
    private final Semaphore one = new Semaphore(1, true);

    ReadLog(Database database, Reads reads, Adoption adoption) {
        this.database = database;
        this.reads = reads;
        this.adoption = adoption;
    }

    LogRead run(LogSpan span, Consumer<StoredCheck> each) {
        if (adoption.progress().isPresent()) {
            throw new StoreException.Unavailable(
                    "the original service's checks are still being copied; the log can be read when the log says that they are",
                    new IllegalStateException("being adopted"));
        }
        if (!one.tryAcquire()) {
            throw new StoreException.Unavailable(
                    "the log is being read already; one at a time can", new IllegalStateException("being read"));
        }
        try {
            FoldOrder order = new FoldOrder(each);
            Optional<LogSpan> there = reads.run(TASK, context -> there(context, span));
            for (Instant from = there.map(LogSpan::from).orElse(Instant.MAX);
                    from.isBefore(there.map(LogSpan::to).orElse(Instant.MIN)); ) {
                Instant next = from.truncatedTo(ChronoUnit.HOURS).plus(HOUR);
                Instant end = there.get().to();
                LogSpan hour = new LogSpan(from, next.isBefore(end) ? next : end);
                reads.inTurn(TASK, () -> database.longRead(TASK, session -> SelectLog.run(session, hour, order::add)));
                from = next;
            }
            return order.end();
        } finally {
            one.release();
        }
    }

    /** As much of the span as there are rows of. */
    private static Optional<LogSpan> there(DSLContext context, LogSpan span) {
        ServiceHealthChecks checks = SERVICE_HEALTH_CHECKS;
        return context.select(min(checks.TIMESTAMP), max(checks.TIMESTAMP))
                .from(checks)
                .where(checks.TIMESTAMP.ge(span.from()), checks.TIMESTAMP.lt(span.to()))
                .fetchOptional(row -> row.value1() == null
                        ? null
                        : new LogSpan(row.value1(), row.value2().plusNanos(1_000)));
    }
}
