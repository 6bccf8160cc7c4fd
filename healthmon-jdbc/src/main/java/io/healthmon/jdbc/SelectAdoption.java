package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_ADOPTION;

import io.healthmon.jdbc.generated.tables.records.HealthmonAdoptionRecord;
import java.util.Optional;
import org.jooq.DSLContext;

/** How far the adoption is; empty if there was nothing to adopt. */
final class SelectAdoption {

    private SelectAdoption() {}

    static Optional<HealthmonAdoptionRecord> run(DSLContext context) {
        return context.selectFrom(HEALTHMON_ADOPTION).fetchOptional();
    }

    /** Nobody else moves it on before the transaction's end. */
    static Optional<HealthmonAdoptionRecord> forUpdate(DSLContext transaction) {
        return transaction.selectFrom(HEALTHMON_ADOPTION).forUpdate().fetchOptional();
    }

    static AdoptionStage stage(HealthmonAdoptionRecord adoption) {
        return AdoptionStage.of(adoption.getStage());
    }
}
