package io.healthmon.jdbc;

import static org.jooq.impl.SQLDataType.VARCHAR;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** Adds rollups to those of the same times that are there. */
final class AddToRollups {

    /** What names a rollup. */
    private record Key(String service, Instant start) {
        static Key of(Rollup row) {
            return new Key(row.service(), row.start());
        }
    }

    private AddToRollups() {}

    /**
     * @param transaction the only one that adds to these rows
     * @param rows of which no two have the same name and time
     */
    static <T> void run(DSLContext transaction, RollupTable<T> table, Collection<Rollup> rows) {
        Map<Key, Rollup> sums = new LinkedHashMap<>();
        rows.forEach(row -> sums.put(Key.of(row), row));
        for (Rollup row : there(transaction, table, rows)) {
            sums.computeIfPresent(Key.of(row), (key, more) -> row.plus(more));
        }
        PutRollups.run(transaction, table, sums.values());
    }

    private static <T> List<Rollup> there(DSLContext transaction, RollupTable<T> table, Collection<Rollup> rows) {
        return transaction
                .selectFrom(table.table())
                .where(
                        "(service_name, {0}) in (select * from unnest({1}, {2}))",
                        table.start().getUnqualifiedName(),
                        Column.of(rows, VARCHAR, Rollup::service),
                        Column.of(
                                rows,
                                table.start().getDataType(),
                                row -> table.value().apply(row.start())))
                .forUpdate()
                .fetch(table::rollup);
    }
}
