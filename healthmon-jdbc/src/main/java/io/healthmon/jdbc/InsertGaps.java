package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_GAP;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.store.Step;
import io.healthmon.store.StoredGap;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/** Remembers which checks were given up, and when nobody looked. */
final class InsertGaps {

    private InsertGaps() {}

    static void run(DSLContext transaction, List<Step> steps) {
        List<StoredGap> rows = new ArrayList<>();
        for (Step step : steps) {
            step.gap().ifPresent(gap -> rows.add(StoredGap.of(step.service(), gap)));
            step.unobserved().ifPresent(time -> rows.add(StoredGap.of(step.service(), time)));
        }
        if (!rows.isEmpty()) {
            transaction.execute(
                    """
                    insert into {0} (service_name, kind, from_at, to_at, checks)
                    select * from unnest({1}, {2}, {3}, {4}, {5})""",
                    HEALTHMON_GAP,
                    Column.of(rows, VARCHAR, StoredGap::service),
                    Column.of(rows, VARCHAR, row -> row.kind().word()),
                    Column.of(rows, INSTANT, StoredGap::from),
                    Column.of(rows, INSTANT, StoredGap::to),
                    Column.of(rows, BIGINT, StoredGap::checks));
        }
    }
}
