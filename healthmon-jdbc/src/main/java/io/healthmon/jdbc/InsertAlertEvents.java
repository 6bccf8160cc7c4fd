package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_ALERT_EVENT;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.alert.Transition;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;

/** Remembers each step of each alert's life. */
final class InsertAlertEvents {

    private InsertAlertEvents() {}

    static void run(DSLContext transaction, AlertIds ids, List<Transition> transitions) {
        transaction.execute(
                """
                insert into {0} (alert_id, service_name, kind, at, severity, message, reason)
                select * from unnest({1}, {2}, {3}, {4}, {5}, {6}, {7})""",
                HEALTHMON_ALERT_EVENT,
                Column.of(transitions, BIGINT, transition -> ids.of(transition.alert())),
                Column.of(transitions, VARCHAR, transition -> transition.alert().service()),
                Column.of(
                        transitions,
                        VARCHAR,
                        transition -> transition.kind().name().toLowerCase(Locale.ROOT)),
                Column.of(transitions, INSTANT, Transition::at),
                Column.of(
                        transitions,
                        VARCHAR,
                        transition -> transition.alert().severity().word()),
                Column.of(transitions, VARCHAR, transition -> transition.alert().message()),
                Column.of(transitions, VARCHAR, transition -> transition.reason()));
    }
}
