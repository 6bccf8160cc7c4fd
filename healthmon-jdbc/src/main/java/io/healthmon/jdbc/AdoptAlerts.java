package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_ALERT_EVENT;
import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_ALERTS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.INSTANT;

import io.healthmon.jdbc.generated.tables.records.HealthmonAdoptionRecord;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Copies a number of the original's alerts, by id, with the events that they stand for. Of a service's active alerts the oldest stays
 * active, because its trigger is the one that counts; the others are resolved as its duplicates. Resolved ones that retention would
 * forget at once are left out.
 */
final class AdoptAlerts {

    static final int AT_ONCE = 2_000;

    private AdoptAlerts() {}

    /** False if there is none left; otherwise moves {@code progress} on. */
    static boolean run(DSLContext transaction, Table<?> originals, HealthmonAdoptionRecord progress) {
        Field<Long> id = field("{0}::bigint", BIGINT, name("id"));
        Long last = transaction
                .select(max(field(name("id"), Long.class)))
                .from(DSL.select(id.as("id"))
                        .from(originals)
                        .where(id.gt(progress.getAlertsUpTo()))
                        .orderBy(id)
                        .limit(AT_ONCE)
                        .asTable("next"))
                .fetchSingle()
                .value1();
        if (last == null) {
            return false;
        }
        copy(transaction, originals, progress, last);
        progress.setAlertsUpTo(last);
        return true;
    }

    private static void copy(DSLContext transaction, Table<?> originals, HealthmonAdoptionRecord progress, long last) {
        // So that times without a zone are taken for UTC; those with one stay what they are.
        transaction.fetch("select set_config('timezone', 'UTC', true)");
        Instant begun = progress.getBegunAt();
        transaction.execute(
                """
                with read as materialized (
                  select a.id::bigint as id, a.service_name as named, left(coalesce(a.service_name, ''), 100) as service_name,
                    left(coalesce(nullif(lower(btrim(a.severity)), ''), 'warning'), 20) as severity,
                    case when char_length(a.message) > 500 then left(a.message, 499) || '…' else coalesce(a.message, '') end
                      as message,
                    coalesce(lower(btrim(a.status)) = 'active', false) as active,
                    coalesce({7}, {8}, {5}) as triggered_at, {8} as resolved_at
                  from {0} a where a.id > {3} and a.id <= {4}),
                first as materialized (
                  select distinct on (a.service_name) a.service_name as named, a.id::bigint as id
                  from {0} a where lower(btrim(a.status)) = 'active' and a.service_name in (select named from read where active)
                  order by a.service_name, coalesce({7}, {8}, {5}), a.id),
                judged as materialized (
                  select read.id, read.service_name, severity, message, triggered_at,
                    case when not active or first.id <> read.id then 'resolved' else 'active' end as status,
                    case when not active then read.resolved_at when first.id <> read.id then {5} end as resolved_at,
                    case when active and first.id <> read.id then first.id end as original_of
                  from read left join first on active and first.named = read.named
                  where active or triggered_at >= {6}),
                copied as (
                  insert into {1} (id, service_name, severity, message, status, triggered_at, resolved_at)
                  select id, service_name, severity, message, status, triggered_at, resolved_at from judged order by id
                  on conflict (id) do nothing returning id)
                insert into {2} (alert_id, service_name, kind, at, severity, message, reason)
                select alert_id, service_name, kind, at, severity, message, reason from (
                  select id as alert_id, service_name, 'triggered' as kind, triggered_at as at, severity, message,
                    'recorded by the original service' as reason from judged
                  union all
                  select id, service_name, 'resolved', coalesce(resolved_at, triggered_at), severity, message,
                    case when original_of is null then 'recorded by the original service'
                      else 'a duplicate of alert ' || original_of || ', which was active already' end
                    from judged where status = 'resolved') as event
                where alert_id in (select id from copied) order by alert_id, kind desc""",
                originals,
                SERVICE_HEALTH_ALERTS,
                HEALTHMON_ALERT_EVENT,
                inline(progress.getAlertsUpTo()),
                inline(last),
                DSL.val(begun),
                DSL.val(progress.getCountsSince()),
                usable("triggered_at"),
                usable("resolved_at"));
    }

    /** A time that a clock gives; null for any other, infinity included. */
    private static Field<Instant> usable(String column) {
        return field(
                "case when {0}::timestamptz between '1970-01-01' and '9999-12-31' then {0}::timestamptz end",
                INSTANT, name("a", column));
    }
}
