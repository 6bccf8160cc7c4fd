package io.healthmon.jdbc;

import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.BLOB;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.VARCHAR;

import java.util.Collection;
import org.jooq.DSLContext;

/** Writes rollups, over those of the same times that are there. */
final class PutRollups {

    private PutRollups() {}

    static <T> void run(DSLContext transaction, RollupTable<T> table, Collection<Rollup> rows) {
        transaction.execute(
                """
                insert into {0} (service_name, {1}, healthy, degraded, unhealthy, unknown, first_at, response_times)
                select * from unnest({2}, {3}, {4}, {5}, {6}, {7}, {8}, {9})
                on conflict (service_name, {1}) do update set
                  healthy = excluded.healthy,
                  degraded = excluded.degraded,
                  unhealthy = excluded.unhealthy,
                  unknown = excluded.unknown,
                  first_at = excluded.first_at,
                  response_times = excluded.response_times""",
                table.table(),
                table.start().getUnqualifiedName(),
                Column.of(rows, VARCHAR, Rollup::service),
                Column.of(
                        rows, table.start().getDataType(), row -> table.value().apply(row.start())),
                Column.of(rows, BIGINT, row -> row.counts().healthy()),
                Column.of(rows, BIGINT, row -> row.counts().degraded()),
                Column.of(rows, BIGINT, row -> row.counts().unhealthy()),
                Column.of(rows, BIGINT, row -> row.counts().unknown()),
                Column.of(rows, INSTANT, Rollup::firstAt),
                Column.of(rows, BLOB, row -> row.times().bytes()));
    }
}
