package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.store.Pen;
import io.healthmon.store.StoreException;
import io.healthmon.target.Secret;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can't be adopted is left as it is, and one sentence says why and what to do. */
class AdoptionObstaclesIT {

    private static final String EVERYTHING =
            "select c.relname, c.relkind from pg_class c where c.relnamespace = 'public'::regnamespace "
                    + "and c.relname not like 'healthmon_schema_history%' order by 1";

    private PostgresServer.Database database;
    private HikariDataSource pool;

    @BeforeEach
    void make() {
        database = PostgresServer.NEWEST.newDatabase();
        pool = database.pool();
        OriginalDatabase.make(pool, "alembic.sql");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private void assertRefused(HikariDataSource with, String sentence) {
        List<String> before = Sql.rows(pool, EVERYTHING);
        assertThatExceptionOfType(StoreException.Unusable.class)
                .isThrownBy(() -> Pen.open(PostgresStore.builder(with).build()))
                .withMessage(sentence);
        assertThat(Sql.rows(pool, EVERYTHING)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "alter table service_health_checks drop column checks | it has no column checks",
                "alter table service_health_checks add column region text | it has a column region",
                "alter table service_health_checks alter response_time_ms type numeric | its column response_time_ms is of type numeric",
                "alter table service_health_checks drop constraint service_health_checks_pkey | its primary key is not id",
                "create table child () inherits (service_health_checks) | it is not a plain table",
                "alter table service_health_checks force row level security | it is not a plain table",
                "alter table service_health_checks rename to x; create view service_health_checks as select * from x | it is not a plain table"
            })
    void tableThatIsNotTheOriginals_isRefused(String change, String difference) {
        Sql.run(pool, change);
        assertRefused(
                pool,
                "the database has a service_health_checks that is neither healthmon's nor the original service's: "
                        + difference + "; rename it, or give healthmon a database or a schema of its own");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create table incidents (alert_id int constraint incident_alert references service_health_alerts)"
                        + "| the foreign key incident_alert of incidents",
                "create materialized view daily as select count(*) from service_health_alerts | the materialized view daily",
                "create function newest() returns int return (select max(id) from service_health_alerts)"
                        + "| the function newest()"
            })
    void whatCouldNotFollow_isNamed(String obstacle, String name) {
        Sql.run(pool, obstacle);
        assertRefused(
                pool,
                "the original service's service_health_alerts can't be adopted: " + name
                        + " refers to it and could not follow to healthmon's table of that name; drop it first");
    }

    @Test
    void tablesOfOurOwn_areNotTakenForTheOriginals() {
        try (HikariDataSource ours = PostgresServer.NEWEST.newPreparedDatabase().pool()) {
            Sql.run(ours, "drop table healthmon_schema_history");
            assertRefused(
                    ours,
                    "the database has tables of healthmon's, but not what healthmon_schema_history said of them: restore that, or drop "
                            + "the tables named healthmon_… and service_health_… if you can do without them");
        }
    }

    /** A monitor keeps house from its start on, also while it waits for the adoption. */
    @Test
    void maintenanceBeforeTheAdoption_leavesTheOriginalAlone() {
        Sql.run(
                pool,
                "insert into service_health_alerts (service_name, severity, message, status, triggered_at) "
                        + "values ('a', 'warning', 'long ago', 'resolved', '2001-01-01T00:00:00Z')");
        List<String> before = Sql.rows(pool, EVERYTHING);
        try (PostgresStore store = PostgresStore.builder(pool).build()) {
            store.maintain(OriginalDatabase.NOW);
        }
        assertThat(Sql.rows(pool, EVERYTHING)).isEqualTo(before);
        assertThat(Sql.rows(pool, "select id from service_health_alerts")).containsExactly("1");
    }

    @Test
    void nameThatIsTaken_isNamed() {
        Sql.run(pool, "create table service_health_checks_original (id int)");
        assertRefused(
                pool,
                "the original service's service_health_checks can't be adopted: there is a service_health_checks_original already, "
                        + "which is the name it would get; rename or drop that");
    }

    @Test
    void tablesOfAnotherRole_areRefused_untilThatRoleIsGranted() {
        Sql.run(
                PostgresServer.NEWEST.superuser(),
                "drop role if exists \"Guest\"",
                "create role \"Guest\" login password 'guest'");
        try (HikariDataSource guest = PostgresDataSources.pooled(database.url(), "Guest", Secret.of("guest"))) {
            assertRefused(
                    guest,
                    "the original service's service_health_checks can't be adopted: it belongs to the role healthmon, and healthmon "
                            + "connects as \"Guest\"; as healthmon or a superuser run: GRANT healthmon TO \"Guest\"");
            Sql.run(PostgresServer.NEWEST.superuser(), "grant healthmon to \"Guest\"");
            Pen.open(PostgresStore.builder(guest).build());
            Sql.run(
                    pool,
                    "insert into service_health_checks (service_name, status) values ('by the former owner', 'healthy')");
        } finally {
            Sql.run(PostgresServer.NEWEST.superuser(), "revoke healthmon from \"Guest\"");
        }
    }

    @Test
    void roleThatMayMakeNoTables_isRefused() {
        Sql.run(pool, "revoke create on schema public from public");
        Sql.run(PostgresServer.NEWEST.superuser(), "create role lodger login password 'lodger'");
        try (HikariDataSource superuser = PostgresDataSources.pooled(database.url(), "postgres", Secret.of(""));
                HikariDataSource lodger = PostgresDataSources.pooled(database.url(), "lodger", Secret.of("lodger"))) {
            Sql.run(
                    superuser,
                    "alter table service_health_checks owner to lodger",
                    "alter table service_health_alerts owner to lodger");
            assertRefused(
                    lodger,
                    "the original service's service_health_checks can't be adopted: the role lodger may make no tables in its schema; "
                            + "as its owner or a superuser run: GRANT CREATE ON SCHEMA public TO lodger");
        }
    }

    @Test
    void tablesInUse_makeItWait_andNobodyElse() throws Exception {
        try (Connection session = pool.getConnection()) {
            session.setAutoCommit(false);
            session.createStatement()
                    .execute("insert into service_health_checks (service_name, status) values ('a', 'healthy')");
            List<String> before = Sql.rows(pool, EVERYTHING);
            assertThatExceptionOfType(StoreException.Unavailable.class)
                    .isThrownBy(() -> Pen.open(PostgresStore.builder(pool).build()))
                    .withMessage(
                            "the original service's service_health_checks is to be adopted, but another session has it in use: "
                                    + "stop the original service, if it still runs");
            assertThat(Sql.rows(pool, EVERYTHING)).isEqualTo(before);
            session.commit();
        }
        PostgresStore store = PostgresStore.builder(pool).build();
        Pen.open(store);
        assertThat(Sql.rows(pool, "select service_name from service_health_checks_original"))
                .containsExactly("a");
        store.close();
    }
}
