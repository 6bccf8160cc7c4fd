package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;
import static org.jooq.impl.DSL.inline;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Table;

/**
 * Makes partitions without making anybody wait: a table is made beside the check log and then attached, which readers and writers of
 * the log do not notice. {@code CREATE … PARTITION OF} would queue every write behind any open reader. Where even that has to wait for
 * somebody, it gives way.
 */
final class MakePartitions {

    /** Two processes that make the same partition go one after the other. The number is "healthmon" and a count of locks. */
    private static final long LOCK = 0x6865616C74686D01L;

    private MakePartitions() {}

    static void run(DSLContext transaction, Database database, Collection<DayPartition> wanted) {
        if (missing(transaction, wanted).isEmpty()) {
            return; // nor does it wait for who makes others
        }
        transaction.fetch("select pg_advisory_xact_lock({0})", inline(LOCK));
        transaction.fetch(
                "select set_config('lock_timeout', {0}, true)", inline(Limits.PARTITION_LOCK.toMillis() + "ms"));
        missing(transaction, wanted)
                .forEach(partition -> make(transaction, database.table(partition.table()), partition));
    }

    private static List<DayPartition> missing(DSLContext transaction, Collection<DayPartition> wanted) {
        Map<DayPartition, Boolean> attached = SelectPartitions.run(transaction);
        return wanted.stream()
                .filter(partition -> !attached.containsKey(partition))
                .sorted(Comparator.comparing(DayPartition::day))
                .toList();
    }

    private static void make(DSLContext transaction, Table<?> table, DayPartition partition) {
        // It may exist: detached by retention, not dropped yet, and wanted again by results that waited long.
        transaction.execute(
                "create table if not exists {0} (like {1} including defaults including constraints including storage)",
                table, SERVICE_HEALTH_CHECKS);
        transaction.execute(
                "alter table {0} attach partition {1} for values from ({2}) to ({3})",
                SERVICE_HEALTH_CHECKS,
                table,
                inline(partition.from().toString()),
                inline(partition.to().toString()));
    }
}
