package io.healthmon.jdbc;

import io.healthmon.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes or updates the tables. Its migrations lie in a folder of their own and are remembered in a table of their own, so that
 * an embedder's Flyway and ours never see each other. Of several processes that run it at once, one goes first: Flyway's own lock
 * does not cover the making of its table, so ours is held around all of it.
 */
final class SchemaMigration {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaMigration.class);

    static final String HISTORY = "healthmon_schema_history";

    /** See {@link MakePartitions}. */
    private static final long LOCK = 0x6865616C74686D03L;

    private static final Duration LONGEST_SILENCE = Duration.ofMillis(2_500);
    /** For another process that is at it; shorter than a silence. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** For what changes a large table. */
    static final Duration LONGEST_STATEMENT = Duration.ofHours(6);

    private final DataSource dataSource;
    private final Optional<String> schema;
    private final Supplier<AdoptionWindow> adopted;
    private final Flyway look;

    /**
     * @param adopted what is adopted of the tables of an original service, if there are any
     */
    SchemaMigration(DataSource dataSource, Optional<String> schema, Supplier<AdoptionWindow> adopted) {
        this.dataSource = dataSource;
        this.schema = schema;
        this.adopted = adopted;
        this.look = flyway(LONGEST_SILENCE, List.of());
    }

    private Flyway flyway(Duration silence, List<OriginalTable> originals) {
        FluentConfiguration configuration = Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(PatientConnections.of(dataSource, silence))
                .locations("classpath:io/healthmon/jdbc/migration")
                .table(HISTORY)
                // A schema that holds an embedder's tables is no obstacle: ours start from nothing beside them.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .connectRetries(0)
                .cleanDisabled(true);
        schema.ifPresent(name -> configuration.schemas(name).defaultSchema(name).createSchemas(true));
        // One connection for the tables and for Flyway's memory of them, so that both are committed together.
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        if (!originals.isEmpty()) {
            configuration.group(true).callbacks(new MakeWay(originals, adopted.get()));
        }
        return configuration.load();
    }

    /**
     * Brings the schema to this program's version. Takes as long as it has to if there is something to do; to see that there is
     * nothing, not longer than other work.
     */
    void run() {
        if (pending()) {
            alone(connection -> {
                if (pending()) {
                    migrate(originals(connection));
                }
            });
        }
    }

    private void migrate(List<OriginalTable> originals) {
        try {
            flyway(LONGEST_STATEMENT, originals).migrate();
            if (!originals.isEmpty()) {
                LOG.info(
                        "the original service's tables are now {}; healthmon's have their names, and adopt what is in them",
                        originals.stream()
                                .map(table -> OriginalTable.renamed(table.name()))
                                .toList());
            }
        } catch (FlywayException e) {
            // A refusal of our own comes wrapped.
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof StoreException known) {
                    throw known;
                }
            }
            throw e;
        }
    }

    /** Looked for, and tried to lock, before anything is changed. */
    private List<OriginalTable> originals(Connection connection) {
        boolean oursAreMade = Arrays.stream(look.info().pending())
                .noneMatch(migration -> MakeWay.MAKES_OUR_TABLES.equals(String.valueOf(migration.getVersion())));
        if (oursAreMade) {
            return List.of();
        }
        DSLContext context = DSL.using(connection, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
        List<OriginalTable> originals = FindOriginals.run(context, schema);
        context.transaction(transaction -> MakeWay.lock(transaction.dsl(), originals));
        return originals;
    }

    private boolean pending() {
        MigrationInfo[] known = look.info().all();
        Arrays.stream(known)
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS
                        || migration.getState() == MigrationState.FUTURE_FAILED)
                .findFirst()
                .ifPresent(future -> {
                    throw newer(future, known);
                });
        return look.info().pending().length > 0;
    }

    /** While no other process does. */
    private void alone(Consumer<Connection> work) {
        try (Connection connection =
                        PatientConnections.of(dataSource, LONGEST_SILENCE).getConnection();
                Statement statement = connection.createStatement()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            lock(statement);
            try {
                work.accept(connection);
            } finally {
                statement.execute("select pg_advisory_unlock(" + LOCK + ")");
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw new DataAccessException("no lock", e);
        }
    }

    private static void lock(Statement statement) throws SQLException {
        statement.execute("set lock_timeout = " + LONGEST_WAIT.toMillis());
        try {
            statement.execute("select pg_advisory_lock(" + LOCK + ")");
        } catch (SQLException e) {
            if (SqlErrors.lockTimedOut(e)) {
                throw new StoreException.Unavailable(
                        "another process is making or updating the tables of this database; they are used once it is done",
                        e);
            }
            throw e;
        } finally {
            statement.execute("reset lock_timeout");
        }
    }

    private static StoreException newer(MigrationInfo future, MigrationInfo[] known) {
        String own = Arrays.stream(known)
                .filter(migration -> migration.getType() == CoreMigrationType.SQL)
                .filter(migration -> !migration.getState().name().startsWith("FUTURE"))
                .reduce((first, second) -> second)
                .map(migration -> String.valueOf(migration.getVersion()))
                .orElse("none");
        String message = "the database's schema is newer than this healthmon: it has version " + future.getVersion()
                + ", this program knows up to " + own + "; run the healthmon that made it, or a newer one";
        return new StoreException.Unusable(message, new IllegalStateException(message));
    }
}
