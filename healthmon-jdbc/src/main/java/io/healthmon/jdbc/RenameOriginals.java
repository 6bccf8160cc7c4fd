package io.healthmon.jdbc;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;

import org.jooq.DSLContext;

/**
 * Renames a table of the original service and whatever of it has a name in the schema: its indexes, the constraints that they stand for,
 * its sequences. What is in the table stays as it is.
 */
final class RenameOriginals {

    private RenameOriginals() {}

    static void run(DSLContext transaction, OriginalTable table) {
        transaction
                .resultQuery(
                        "select relname from pg_index join pg_class on oid = indexrelid where indrelid = {0}",
                        inline(table.oid()))
                .forEach(index -> rename(transaction, "index", table, index.get(0, String.class)));
        transaction
                .resultQuery("""
                        select s.relname from pg_class s
                        where s.relkind = 'S' and s.relnamespace = (select relnamespace from pg_class where oid = {0})
                          and (s.relname = {1} or exists (select from pg_depend d
                            where d.classid = 'pg_class'::regclass and d.objid = s.oid and d.deptype in ('a', 'i')
                              and d.refclassid = 'pg_class'::regclass and d.refobjid = {0}))""", inline(table.oid()), inline(table.name() + "_id_seq"))
                .forEach(sequence -> rename(transaction, "sequence", table, sequence.get(0, String.class)));
        rename(transaction, "table", table, table.name());
    }

    private static void rename(DSLContext transaction, String kind, OriginalTable table, String named) {
        transaction.execute(
                "alter " + kind + " {0} rename to {1}",
                name(table.schema(), named),
                name(OriginalTable.renamed(named)));
    }
}
