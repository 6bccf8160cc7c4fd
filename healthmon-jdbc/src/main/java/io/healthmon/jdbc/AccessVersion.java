package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_ACCESS;

import org.jooq.DSLContext;

/** Lets changes of who may ask come one after another, and counts them. */
final class AccessVersion {

    private AccessVersion() {}

    static long get(DSLContext context) {
        return context.select(HEALTHMON_ACCESS.VERSION).from(HEALTHMON_ACCESS).fetchSingle(HEALTHMON_ACCESS.VERSION);
    }

    /** Until the transaction ends no other has it. What is read from now on is what the one before left. */
    static void hold(DSLContext transaction) {
        transaction.selectFrom(HEALTHMON_ACCESS).forUpdate().fetchSingle();
    }

    static void raise(DSLContext transaction) {
        transaction
                .update(HEALTHMON_ACCESS)
                .set(HEALTHMON_ACCESS.VERSION, HEALTHMON_ACCESS.VERSION.plus(1))
                .execute();
    }
}
