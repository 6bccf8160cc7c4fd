package io.healthmon.jdbc;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.table;

import org.jooq.DSLContext;

/** Lets the ids of our table begin behind those that the original gave, so that its rows keep theirs. */
final class ContinueIds {

    private ContinueIds() {}

    static void run(DSLContext transaction, OriginalTable table) {
        transaction.fetch(
                """
                select setval(pg_get_serial_sequence({0}, 'id'), highest) from (
                  select greatest(
                    (select max(id) from {1}),
                    (select max(pg_sequence_last_value(s.oid)) from pg_depend d join pg_class s on s.oid = d.objid
                      where d.classid = 'pg_class'::regclass and s.relkind = 'S' and d.deptype in ('a', 'i')
                        and d.refclassid = 'pg_class'::regclass and d.refobjid = {2})) as highest) as given
                where highest > 0""", inline(transaction.render(table(table.former()))), table(table.renamed()), inline(table.oid()));
    }
}
