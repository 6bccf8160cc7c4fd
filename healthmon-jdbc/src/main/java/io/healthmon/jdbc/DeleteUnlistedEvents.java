package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_ALERT_EVENT;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import io.healthmon.jdbc.generated.tables.HealthmonAlertEvent;
import java.time.Instant;
import org.jooq.DSLContext;

/** Forgets what did not happen before a moment, where no alert lists it: that goes with its alert. */
final class DeleteUnlistedEvents {

    private DeleteUnlistedEvents() {}

    /** How many are gone, {@code limit} at most. */
    static int run(DSLContext transaction, Instant oldest, int limit) {
        HealthmonAlertEvent events = HEALTHMON_ALERT_EVENT;
        return transaction
                .deleteFrom(events)
                .where(events.ID.in(select(events.ID)
                        .from(events)
                        .where(events.AT.lt(oldest), events.ALERT_ID.isNull())
                        .limit(inline(limit))))
                .execute();
    }
}
