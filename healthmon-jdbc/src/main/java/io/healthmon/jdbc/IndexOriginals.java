package io.healthmon.jdbc;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;

import java.util.List;
import org.jooq.DSLContext;

/**
 * Sees to it that the original's log can be read by service and by time, newest first, whatever indexes it came with: it has them already
 * where the original service made it. Those that had to be made go again when nothing is read from it any more.
 */
final class IndexOriginals {

    private static final String BY_SERVICE = "idx_healthmon_original_service";
    private static final String BY_TIME = "idx_healthmon_original_time";

    private IndexOriginals() {}

    /** Makes what is missing, and with it the statistics that tell how much there is to do. */
    static void run(DSLContext transaction, OriginalChecks originals) {
        if (missing(transaction, originals, List.of("service_name", "timestamp"))) {
            transaction.execute(
                    "create index if not exists {0} on {1} (service_name, timestamp)",
                    name(BY_SERVICE), originals.plain());
        }
        if (missing(transaction, originals, List.of("timestamp"))) {
            transaction.execute(
                    "create index if not exists {0} on {1} (timestamp, id)", name(BY_TIME), originals.plain());
        }
        if (originals.aboutRows(transaction) < 0) {
            transaction.execute("analyze {0}", originals.plain());
        }
    }

    private static boolean missing(DSLContext transaction, OriginalChecks originals, List<String> columns) {
        return !transaction
                .fetchSingle(
                        """
                        select exists (select from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam
                          where i.indrelid = to_regclass({0}) and m.amname = 'btree' and i.indisvalid and i.indpred is null
                            and (select string_agg(a.attname, ',' order by k.place) from unnest(i.indkey) with ordinality k (col, place)
                              join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.col
                              where k.place <= {1}) = {2})""",
                        inline(transaction.render(originals.plain())),
                        inline(columns.size()),
                        inline(String.join(",", columns)))
                .get(0, Boolean.class);
    }

    static void drop(DSLContext transaction, Database database) {
        for (String index : List.of(BY_SERVICE, BY_TIME)) {
            transaction.execute("drop index if exists {0}", database.table(index));
        }
    }
}
