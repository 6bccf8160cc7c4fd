package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.access.AccessStore;
import io.healthmon.access.AccessStoreContract;
import io.healthmon.access.AuditEntry;
import io.healthmon.access.Hashes;
import io.healthmon.access.Role;
import io.healthmon.access.Session;
import io.healthmon.access.User;
import io.healthmon.store.StoreException;
import io.healthmon.target.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract, on the newest and the oldest PostgreSQL that is supported, and what is this store's own. */
class PostgresAccessStoreIT {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final List<AutoCloseable> opened = new ArrayList<>();

    private <T extends AutoCloseable> T opened(T resource) {
        opened.add(resource);
        return resource;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened) {
            resource.close();
        }
    }

    private AccessStore newStore(PostgresServer server) {
        return opened(server.newPreparedDatabase().store().build()).access();
    }

    @Nested
    class Newest extends AccessStoreContract {
        @Override
        protected AccessStore newStore() {
            return PostgresAccessStoreIT.this.newStore(PostgresServer.NEWEST);
        }
    }

    @Nested
    class Oldest extends AccessStoreContract {
        @Override
        protected AccessStore newStore() {
            return PostgresAccessStoreIT.this.newStore(PostgresServer.OLDEST);
        }
    }

    private static User ann() {
        return new User(
                UUID.randomUUID(),
                "Ann",
                Role.ADMIN,
                Optional.of(Secret.of("$argon2id$hash")),
                Optional.empty(),
                0,
                Optional.empty(),
                true,
                NOW);
    }

    private static AuditEntry entry(Instant at) {
        return new AuditEntry(at, "ann", "::1", "login.succeeded", Optional.empty(), Optional.empty());
    }

    @Test
    void tables_areMadeWithoutAWriter_inASchemaOfTheirOwnToo() {
        PostgresServer.Database database = PostgresServer.NEWEST.newDatabase();
        PostgresStore store = opened(database.store().schema("Monitoring 'x'").build());
        assertThatExceptionOfType(StoreException.Unavailable.class)
                .isThrownBy(() -> store.access().users());

        store.makeTables();

        User ann = ann();
        assertThat(store.access().addFirst(ann)).isTrue();
        assertThat(store.access().userNamed("ANN")).contains(ann);
        store.access().audit(entry(NOW));
        assertThat(store.access().forgetAudit(NOW.plusSeconds(1))).isEqualTo(1);
        HikariDataSource pool = opened(database.pool());
        assertThat(Sql.rows(pool, "select count(*) from \"Monitoring 'x'\".healthmon_user"))
                .containsExactly("1");
        assertThat(Sql.rows(pool, "select epoch from \"Monitoring 'x'\".healthmon_writer"))
                .as("nobody has the pen")
                .containsExactly("0");
    }

    @Test
    void twoProcesses_seeEachOthersChanges() {
        PostgresServer.Database database = PostgresServer.NEWEST.newPreparedDatabase();
        AccessStore one = opened(database.store().build()).access();
        AccessStore other = opened(database.store().build()).access();
        long before = other.version();
        one.addFirst(ann());
        assertThat(other.version()).isGreaterThan(before);
        assertThat(other.addFirst(ann())).isFalse();
    }

    @Test
    void names_areThoseOfAscii_inWhateverLanguageTheDatabaseIs() {
        AccessStore store = newStore(PostgresServer.NEWEST);
        User lisa = new User(
                UUID.randomUUID(),
                "LISA",
                Role.VIEWER,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                true,
                NOW);
        store.add(lisa);
        assertThat(store.userNamed("lisa")).contains(lisa);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update healthmon_audit set who = 'somebody else'",
                "delete from healthmon_audit",
                "truncate healthmon_audit"
            })
    void audit_isOnlyAddedTo_alsoByItsOwner(String statement) {
        PostgresServer.Database database = PostgresServer.NEWEST.newPreparedDatabase();
        AccessStore store = opened(database.store().build()).access();
        store.audit(entry(NOW));
        HikariDataSource pool = opened(database.pool());

        assertThatIllegalStateException()
                .isThrownBy(() -> Sql.run(pool, statement))
                .withMessageContaining("the audit is only added to");
        assertThat(store.audited(Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void whatIsOld_goesWithTheRetention_andNothingElse() {
        PostgresServer.Database database = PostgresServer.NEWEST.newPreparedDatabase();
        PostgresStore store = opened(database.store()
                .retention(Duration.ofDays(7))
                .rollupRetention(Duration.ofDays(100))
                .clock(new StoppedClock(NOW))
                .build());
        AccessStore access = store.access();
        User ann = ann();
        access.add(ann);
        access.audit(entry(NOW.minus(Duration.ofDays(101))));
        access.audit(entry(NOW.minus(Duration.ofDays(99))));
        access.failed("old", NOW.minus(Duration.ofDays(101)), NOW.minus(Duration.ofDays(200)));
        access.failed("new", NOW, NOW.minus(Duration.ofDays(200)));
        access.add(session(ann, "unused", NOW.minus(Duration.ofDays(31))));
        access.add(session(ann, "used", NOW));

        store.maintain(NOW);

        assertThat(access.audited(Optional.empty(), 10))
                .extracting(numbered -> numbered.entry().at())
                .containsExactly(NOW.minus(Duration.ofDays(99)));
        assertThat(access.failures("old")).isEmpty();
        assertThat(access.failures("new")).isPresent();
        assertThat(access.sessionsOf(ann.id())).extracting(Session::hash).containsExactly(Hashes.of("used"));
    }

    private static Session session(User user, String id, Instant at) {
        return new Session(Hashes.of(id), UUID.randomUUID(), user.id(), at, at, "::1", "");
    }

    @Test
    void keptPassword_standsInNoMessage() {
        PostgresServer.Database database = PostgresServer.NEWEST.newPreparedDatabase();
        AccessStore store = opened(database.store().build()).access();
        HikariDataSource pool = opened(database.pool());
        Sql.run(pool, "alter table healthmon_user add constraint odd check (name <> 'Ann')");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.add(ann()))
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("argon2id"));
    }
}
