package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_GAP;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.store.Gap;
import io.healthmon.store.Step;
import java.util.List;
import org.jooq.DSLContext;

/** Remembers which checks were given up. */
final class InsertGaps {

    /** A gap and whose it is. */
    private record Row(String service, Gap gap) {}

    private InsertGaps() {}

    static void run(DSLContext transaction, List<Step> steps) {
        List<Row> rows = steps.stream()
                .flatMap(step -> step.gap().map(gap -> new Row(step.service(), gap)).stream())
                .toList();
        if (!rows.isEmpty()) {
            transaction.execute(
                    """
                    insert into {0} (service_name, from_at, to_at, checks)
                    select * from unnest({1}, {2}, {3}, {4})""",
                    HEALTHMON_GAP,
                    Column.of(rows, VARCHAR, Row::service),
                    Column.of(rows, INSTANT, row -> row.gap().from()),
                    Column.of(rows, INSTANT, row -> row.gap().to()),
                    Column.of(rows, BIGINT, row -> row.gap().checks()));
        }
    }
}
