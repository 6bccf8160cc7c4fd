package io.healthmon.jdbc;

import static org.jooq.impl.DSL.inline;

import java.sql.Statement;
import org.jooq.DSLContext;

/**
 * Grants on our table what was granted on the original's, which kept its grants when it was renamed: a dashboard that might read it, or
 * the original service itself, may go on. The original's owner may do everything.
 */
final class GrantAsBefore {

    private GrantAsBefore() {}

    static void run(DSLContext transaction, OriginalTable table) {
        transaction
                .resultQuery("""
                        with original as (select * from pg_class where oid = {0}),
                          ours as (select c.* from pg_class c, original o
                            where c.relnamespace = o.relnamespace and c.relname = {1}),
                          granted as (
                            select p.privilege_type as privilege, 'table' as kind, null as part, p.grantee, p.is_grantable
                              from original, aclexplode(relacl) p
                            union all
                            select p.privilege_type, 'table', quote_ident(a.attname), p.grantee, p.is_grantable
                              from original join pg_attribute a on attrelid = original.oid, aclexplode(a.attacl) p
                            union all
                            select p.privilege_type, 'sequence', null, p.grantee, p.is_grantable
                              from pg_depend d join pg_class s on s.oid = d.objid, aclexplode(s.relacl) p
                              where d.classid = 'pg_class'::regclass and s.relkind = 'S' and d.deptype in ('a', 'i')
                                and d.refclassid = 'pg_class'::regclass and d.refobjid = {0}
                            union all
                            select 'all', kind, null, relowner, false from original, unnest(array['table', 'sequence']) kind)
                        select format('grant %s%s on %s %s to %s%s', privilege, ' (' || part || ')', kind,
                          case kind when 'table' then ours.oid::regclass::text
                            else pg_get_serial_sequence(ours.oid::regclass::text, 'id') end,
                          case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end,
                          case when is_grantable then ' with grant option' end)
                        from granted, ours where grantee <> ours.relowner""", inline(table.oid()), inline(table.name()))
                .forEach(grant -> execute(transaction, grant.get(0, String.class)));
    }

    /** As it is: a role's name may have any character. */
    private static void execute(DSLContext transaction, String grant) {
        transaction.connection(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(grant);
            }
        });
    }
}
