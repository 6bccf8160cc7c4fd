package io.healthmon.jdbc;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * The way to the database: statements that end in time, and errors that say whether to try again. Thread-safe; takes a connection
 * for each call and gives it back.
 */
final class Database {

    /** How long a statement may take. */
    static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(5);

    private static final String LIMIT_WAITS = "select set_config('statement_timeout', '5s', true), "
            + "set_config('lock_timeout', '3s', true), "
            // A client that froze in the middle must not keep the next writer from its row.
            + "set_config('idle_in_transaction_session_timeout', '10s', true)";

    private final Optional<String> schema;
    private final DSLContext dsl;

    Database(DataSource dataSource, Optional<String> schema) {
        this.schema = schema;
        Settings settings = new Settings()
                .withExecuteLogging(false)
                .withQueryTimeout(Math.toIntExact(STATEMENT_TIMEOUT.toSeconds()))
                .withRenderSchema(schema.isPresent());
        schema.ifPresent(name -> settings.withRenderMapping(new RenderMapping()
                .withSchemata(new MappedSchema().withInput("public").withOutput(name))));
        dsl = DSL.using(dataSource, SQLDialect.POSTGRES, settings);
    }

    /**
     * Runs statements of which each stands alone.
     *
     * @param task what for, as the end of "could not …"
     */
    <T> T run(String task, Function<DSLContext, T> work) {
        try {
            return work.apply(dsl);
        } catch (RuntimeException e) {
            throw SqlErrors.translate(task, e);
        }
    }

    /** Runs statements that count together or not at all. */
    <T> T transaction(String task, Function<DSLContext, T> work) {
        return run(
                task,
                context -> context.transactionResult(configuration -> {
                    DSLContext transaction = configuration.dsl();
                    transaction.fetch(LIMIT_WAITS);
                    return work.apply(transaction);
                }));
    }

    /** Runs statements one by one on one connection, for what can't stand in a transaction. */
    <T> T session(String task, Function<DSLContext, T> work) {
        return run(
                task,
                context -> context.connectionResult(connection -> {
                    boolean autoCommit = connection.getAutoCommit();
                    connection.setAutoCommit(true);
                    try {
                        return work.apply(DSL.using(connection, SQLDialect.POSTGRES, context.settings()));
                    } finally {
                        connection.setAutoCommit(autoCommit);
                    }
                }));
    }

    /** A table that no generated class stands for. */
    Table<?> table(String name) {
        return DSL.table(schema.map(own -> DSL.name(own, name)).orElseGet(() -> DSL.name(name)));
    }
}
