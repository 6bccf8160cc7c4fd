package io.healthmon.jdbc;

import static org.jooq.impl.DSL.inline;

import io.healthmon.store.StoreException;
import org.jooq.DSLContext;
import org.jooq.Record;

/** What forbids to rename a table of the original service: found before anything is changed. */
final class OriginalObstacles {

    private OriginalObstacles() {}

    /**
     * @throws StoreException.Unusable if there is one: it says what, and what to do
     */
    static void check(DSLContext context, OriginalTable table) {
        nameIsFree(context, table);
        nothingFollows(context, table);
        roleMay(context, table);
    }

    private static void nameIsFree(DSLContext context, OriginalTable table) {
        if (isThere(context, table)) {
            throw unusable("the original service's " + table.name() + " can't be adopted: there is a "
                    + OriginalTable.renamed(table.name())
                    + " already, which is the name it would get; rename or drop that");
        }
    }

    private static boolean isThere(DSLContext context, OriginalTable table) {
        return context.fetchSingle(
                        "select to_regclass({0}) is not null",
                        inline(context.render(org.jooq.impl.DSL.table(table.renamed()))))
                .get(0, Boolean.class);
    }

    /** What refers to the table itself and not to its name would go on referring to it: to the rows of the past. */
    private static void nothingFollows(DSLContext context, OriginalTable table) {
        Record follower = context.fetchOne("""
                select 'the foreign key ' || conname || ' of ' || conrelid::regclass from pg_constraint
                where contype = 'f' and confrelid = {0} and conrelid <> {0}
                union all
                select 'the materialized view ' || v.oid::regclass from pg_depend d
                  join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
                  join pg_class v on v.oid = r.ev_class
                where d.refclassid = 'pg_class'::regclass and d.refobjid = {0} and v.relkind = 'm'
                union all
                select 'the function ' || d.objid::regprocedure from pg_depend d
                where d.classid = 'pg_proc'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid = {0}
                order by 1 limit 1""", inline(table.oid()));
        if (follower != null) {
            throw unusable("the original service's " + table.name() + " can't be adopted: " + follower.get(0)
                    + " refers to it and could not follow to healthmon's table of that name; drop it first");
        }
    }

    private static void roleMay(DSLContext context, OriginalTable table) {
        Record may = context.fetchSingle("""
                select quote_ident(current_user), quote_ident({0}), quote_ident({1}),
                  pg_has_role({0}::name, 'usage'), has_schema_privilege({1}, 'create')""", inline(table.owner()), inline(table.schema()));
        String role = may.get(0, String.class);
        String owner = may.get(1, String.class);
        if (!may.get(3, Boolean.class)) {
            throw unusable("the original service's " + table.name() + " can't be adopted: it belongs to the role "
                    + owner
                    + ", and healthmon connects as " + role + "; as " + owner + " or a superuser run: GRANT " + owner
                    + " TO " + role);
        }
        if (!may.get(4, Boolean.class)) {
            throw unusable("the original service's " + table.name() + " can't be adopted: the role " + role
                    + " may make no tables in its schema; as its owner or a superuser run: GRANT CREATE ON SCHEMA "
                    + may.get(2) + " TO " + role);
        }
    }

    static StoreException.Unusable unusable(String sentence) {
        return new StoreException.Unusable(sentence, new IllegalStateException(sentence));
    }
}
