package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.inline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Table;

/**
 * Drops the partitions whose day has passed out of the retention: detached first, concurrently, so that nobody who reads or writes
 * the log waits. What an interruption left is finished the next time: a detachment that was begun, a table that was detached and not
 * dropped.
 */
final class DropPartitions {

    /** Of two processes, one does it and the other leaves it. */
    private static final long LOCK = 0x6865616C74686D02L;

    private DropPartitions() {}

    /**
     * @param session not in a transaction: PostgreSQL detaches concurrently only outside of one
     * @param oldest days that end before or at this moment go
     */
    static void run(DSLContext session, Database database, Instant oldest) {
        if (!session.fetchSingle("select pg_try_advisory_lock({0})", inline(LOCK))
                .get(0, Boolean.class)) {
            return;
        }
        try {
            for (Map.Entry<DayPartition, Boolean> partition :
                    SelectPartitions.run(session).entrySet()) {
                if (!partition.getKey().to().isAfter(oldest)) {
                    session.execute(
                            partition.getValue()
                                    ? "alter table {0} detach partition {1} finalize"
                                    : "alter table {0} detach partition {1} concurrently",
                            SERVICE_HEALTH_CHECKS,
                            database.table(partition.getKey().table()));
                }
            }
            detached(session).stream()
                    .filter(partition -> !partition.to().isAfter(oldest))
                    .map(partition -> database.table(partition.table()))
                    .forEach(table -> drop(session, table));
        } finally {
            session.fetch("select pg_advisory_unlock({0})", inline(LOCK));
        }
    }

    private static void drop(DSLContext session, Table<?> table) {
        session.execute("drop table if exists {0}", table);
    }

    private static List<DayPartition> detached(DSLContext session) {
        return session.resultQuery("""
                        select day.relname from pg_class day
                        join pg_class log on log.oid = to_regclass({0}) and log.relnamespace = day.relnamespace
                        where day.relkind = 'r' and not day.relispartition
                        order by day.relname""", inline(session.render(SERVICE_HEALTH_CHECKS))).stream()
                .map(row -> DayPartition.named(row.get(0, String.class)))
                .flatMap(Optional::stream)
                .toList();
    }
}
