package io.healthmon.jdbc;

import io.healthmon.store.StoreException;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Makes or updates the tables. Its migrations lie in a folder of their own and are remembered in a table of their own, so that
 * an embedder's Flyway and ours never see each other. Several processes may run it at once: Flyway's lock lets one go first.
 */
final class SchemaMigration {

    static final String HISTORY = "healthmon_schema_history";

    private final Flyway flyway;

    SchemaMigration(DataSource dataSource, Optional<String> schema) {
        FluentConfiguration configuration = Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:io/healthmon/jdbc/migration")
                .table(HISTORY)
                // A schema that holds an embedder's tables is no obstacle: ours start from nothing beside them.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .connectRetries(0)
                .cleanDisabled(true);
        schema.ifPresent(name -> configuration.schemas(name).defaultSchema(name).createSchemas(true));
        flyway = configuration.load();
    }

    /** Brings the schema to this program's version. */
    void run() {
        MigrationInfo[] known = flyway.info().all();
        Arrays.stream(known)
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS
                        || migration.getState() == MigrationState.FUTURE_FAILED)
                .findFirst()
                .ifPresent(future -> {
                    throw newer(future, known);
                });
        flyway.migrate();
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
