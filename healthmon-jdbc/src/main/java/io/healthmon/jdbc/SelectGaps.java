package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_GAP;

import io.healthmon.jdbc.generated.tables.HealthmonGap;
import io.healthmon.jdbc.generated.tables.records.HealthmonGapRecord;
import io.healthmon.store.GapReader.GapQuery;
import io.healthmon.store.StoredGap;
import io.healthmon.store.StoredGap.Kind;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Gaps, those that ended last first. */
final class SelectGaps {

    private SelectGaps() {}

    static List<StoredGap> run(DSLContext context, GapQuery query) {
        HealthmonGap gaps = HEALTHMON_GAP;
        Condition service = query.service().map(gaps.SERVICE_NAME::eq).orElse(DSL.noCondition());
        Condition begun = query.until().map(gaps.FROM_AT::lt).orElse(DSL.noCondition());
        return context.selectFrom(gaps)
                .where(service, gaps.TO_AT.ge(query.since()), begun)
                .orderBy(gaps.TO_AT.desc(), gaps.SERVICE_NAME)
                .limit(query.limit())
                .fetch(SelectGaps::row);
    }

    private static StoredGap row(HealthmonGapRecord row) {
        return new StoredGap(
                row.getServiceName(),
                Kind.ofWord(row.getKind()).orElse(Kind.GIVEN_UP),
                row.getFromAt(),
                row.getToAt(),
                row.getChecks());
    }
}
