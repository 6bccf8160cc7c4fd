package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Those who read and wrote the original's tables by name do so after the adoption. */
class AdoptionAccessIT {

    private HikariDataSource pool;

    @BeforeEach
    void make() {
        pool = PostgresServer.NEWEST.newDatabase().pool();
        OriginalDatabase.make(pool, "alembic.sql", "hostile.sql");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private void adopt() {
        new OriginalDatabase(pool).open().finish(4_000);
        Sql.run(
                pool,
                "insert into service_health_checks (id, service_name, status, checks, timestamp) "
                        + "values (4294967296, 'new', 'healthy', '{\"a\": \"b\"}', '2026-03-01T10:00:01Z')");
    }

    @Test
    void views_followTheName() {
        Sql.run(
                pool,
                "create view unhealthy as select service_name, timestamp from service_health_checks where status <> 'healthy'",
                "create view latest with (security_barrier = true) as select distinct on (c.service_name) c.id, c.service_name "
                        + "as service, c.checks, c.checks->>'a' as a from service_health_checks c where c.id < 2147483647 "
                        + "order by c.service_name, c.timestamp desc",
                "create view over_latest as select id + 1 as next, service from latest",
                "create view all_alerts as select * from service_health_alerts",
                "grant select on latest to public");
        String columns = "select attname, format_type(atttypid, atttypmod) from pg_attribute "
                + "where attrelid in ('latest'::regclass, 'all_alerts'::regclass) and attnum > 0 order by attrelid, attnum";
        List<String> before = Sql.rows(pool, columns);
        adopt();
        assertThat(Sql.rows(pool, columns)).isEqualTo(before);
        assertThat(Sql.rows(
                        pool,
                        "select distinct v.relname, t.relname from pg_class v join pg_rewrite r on r.ev_class = v.oid "
                                + "join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid "
                                + "join pg_class t on t.oid = d.refobjid and d.refclassid = 'pg_class'::regclass and t.oid <> v.oid "
                                + "where v.relkind = 'v' and v.relnamespace = 'public'::regnamespace order by 1"))
                .containsExactly(
                        "all_alerts service_health_alerts",
                        "latest service_health_checks",
                        "over_latest latest",
                        "unhealthy service_health_checks");
        assertThat(Sql.rows(pool, "select count(*) from all_alerts")).containsExactly("9");
        assertThat(Sql.rows(
                        pool, "select reloptions, relacl::text like '%=r/%' from pg_class where relname = 'latest'"))
                .containsExactly("{security_barrier=true} t");
        assertThat(Sql.rows(pool, "select next, service from over_latest where service = 'discord-bot'"))
                .hasSize(1);
    }

    @Test
    void viewThatOurTableCanNotServe_staysAsItIs() {
        Sql.run(
                pool,
                "create view named as select id, json_object_keys(checks) from service_health_checks where id = 1");
        adopt();
        assertThat(Sql.rows(pool, "select id from named")).isNotEmpty().containsOnly("1");
    }

    @Test
    void grants_areGivenOnOurs() {
        Sql.run(
                PostgresServer.NEWEST.superuser(),
                "drop role if exists \"{0} dash?board\"",
                "create role \"{0} dash?board\"");
        Sql.run(
                pool,
                "grant select, insert on service_health_checks to \"{0} dash?board\" with grant option",
                "grant usage on sequence service_health_checks_id_seq to \"{0} dash?board\"",
                "grant update (status, resolved_at) on service_health_alerts to \"{0} dash?board\"",
                "grant select on service_health_alerts to public");
        adopt();
        assertThat(Sql.rows(pool, """
                        select has_table_privilege(r, c, 'select with grant option'), has_table_privilege(r, c, 'insert'),
                          has_table_privilege(r, c, 'delete'), has_sequence_privilege(r, c || '_id_seq', 'usage'),
                          has_table_privilege(r, a, 'select'), has_table_privilege(r, a, 'insert'),
                          has_column_privilege(r, a, 'status', 'update'), has_column_privilege(r, a, 'message', 'update')
                        from (values ('{0} dash?board', 'service_health_checks', 'service_health_alerts')) as v (r, c, a)""")).containsExactly("t t f t t f t f");
    }
}
