package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_ALERT_EVENT;
import static org.jooq.impl.DSL.inline;

import io.healthmon.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * Looks at what has our tables' names before ours are made. The original service's tables are recognised by what they are: plain
 * tables with exactly its columns, keyed by {@code id}. Anything else is somebody else's and is left alone, and so are tables that can't
 * be renamed without breaking what refers to them, or by this role.
 */
final class FindOriginals {

    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");
    private static final Set<String> TEXTS = Set.of("character varying", "text");
    private static final Set<String> TIMES = Set.of("timestamp with time zone", "timestamp without time zone");

    private static final Map<String, Map<String, Set<String>>> COLUMNS = Map.of(
            OriginalTable.CHECKS,
            Map.of(
                    "id", INTEGERS,
                    "service_name", TEXTS,
                    "status", TEXTS,
                    "checks", Set.of("json", "jsonb"),
                    "response_time_ms", INTEGERS,
                    "timestamp", TIMES),
            OriginalTable.ALERTS,
            Map.of(
                    "id", INTEGERS,
                    "service_name", TEXTS,
                    "severity", TEXTS,
                    "message", TEXTS,
                    "status", TEXTS,
                    "triggered_at", TIMES,
                    "resolved_at", TIMES));

    private FindOriginals() {}

    /**
     * The tables to adopt; mostly none. The checks first, in which order the original service writes, and so locks them.
     *
     * @throws StoreException.Unusable if something is in the way that can't be adopted: it says what, and what to do
     */
    static List<OriginalTable> run(DSLContext context, Optional<String> schema) {
        ours(context, schema);
        return context.resultQuery(
                        """
                        select c.oid::bigint as oid, n.nspname as schema, c.relname as name, pg_get_userbyid(c.relowner) as owner,
                          c.relkind = 'r' and not c.relispartition and not c.relforcerowsecurity
                            and not exists (select from pg_inherits i where c.oid in (i.inhparent, i.inhrelid)) as plain,
                          exists (select from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                            where i.indrelid = c.oid and i.indisprimary and i.indnatts = 1 and a.attname = 'id') as keyed,
                          not exists (select from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
                            and a.atttypid = 'timestamp'::regtype) as zoned
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = coalesce({0}, current_schema()) and c.relname in ({1}, {2})
                        order by c.relname desc""",
                        inline(schema.orElse(null), String.class),
                        inline(OriginalTable.CHECKS),
                        inline(OriginalTable.ALERTS))
                .fetch(row -> recognised(context, row));
    }

    /** Our own alerts look like the original's, so ours must be told apart by what else is there. */
    private static void ours(DSLContext context, Optional<String> schema) {
        boolean there = context.fetchSingle(
                        """
                        select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                          where n.nspname = coalesce({0}, current_schema()) and c.relname = {1})""", inline(schema.orElse(null), String.class), inline(HEALTHMON_ALERT_EVENT.getName()))
                .get(0, Boolean.class);
        if (there) {
            throw OriginalObstacles.unusable(
                    "the database has tables of healthmon's, but not what healthmon_schema_history said of "
                            + "them: restore that, or drop the tables named healthmon_… and service_health_… if you can do without them");
        }
    }

    private static OriginalTable recognised(DSLContext context, Record row) {
        OriginalTable table = new OriginalTable(
                row.get("schema", String.class),
                row.get("name", String.class),
                row.get("oid", Long.class),
                row.get("owner", String.class),
                row.get("zoned", Boolean.class));
        if (!row.get("plain", Boolean.class)) {
            throw foreign(table, "it is not a plain table");
        }
        columns(context, table);
        if (!row.get("keyed", Boolean.class)) {
            throw foreign(table, "its primary key is not id");
        }
        OriginalObstacles.check(context, table);
        return table;
    }

    private static void columns(DSLContext context, OriginalTable table) {
        Map<String, Set<String>> expected = COLUMNS.getOrDefault(table.name(), Map.of());
        Map<String, String> found = new TreeMap<>();
        context.resultQuery(
                        "select attname, format_type(atttypid, null) from pg_attribute "
                                + "where attrelid = {0} and attnum > 0 and not attisdropped",
                        inline(table.oid()))
                .forEach(column -> found.put(column.get(0, String.class), column.get(1, String.class)));
        for (String name : new TreeSet<>(expected.keySet())) {
            String type = found.remove(name);
            if (type == null) {
                throw foreign(table, "it has no column " + name);
            }
            if (!expected.getOrDefault(name, Set.of()).contains(type)) {
                throw foreign(table, "its column " + name + " is of type " + type);
            }
        }
        if (!found.isEmpty()) {
            throw foreign(table, "it has a column " + found.keySet().iterator().next());
        }
    }

    private static StoreException foreign(OriginalTable table, String difference) {
        return OriginalObstacles.unusable("the database has a " + table.name()
                + " that is neither healthmon's nor the original service's: " + difference
                + "; rename it, or give healthmon a database or a schema of its own");
    }
}
