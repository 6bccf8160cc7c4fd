package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.SERVICE_HEALTH_CHECKS;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the database: work that ends in time, and errors that say whether to try again. Thread-safe; takes a connection for each
 * call and gives it back.
 */
final class Database {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** In a transaction the server is told to end a statement in time, which costs less than the driver's timer for each. */
    private static final Duration SERVERS_OWN = Duration.ZERO;

    private final DataSource dataSource;
    private final Optional<String> schema;
    private final DSLContext single;
    private final DSLContext together;
    private final DSLContext longSingle;
    private final DSLContext longTogether;
    private final DSLContext longReads;

    Database(DataSource dataSource, Optional<String> schema) {
        this.dataSource = dataSource;
        this.schema = schema;
        single = context(Limits.CALL, Limits.CALL.statement());
        together = context(Limits.CALL, SERVERS_OWN);
        longSingle = context(Limits.LONG, Limits.LONG.statement());
        longTogether = context(Limits.LONG, SERVERS_OWN);
        longReads = context(PatientConnections.of(dataSource, Limits.LOG_SILENCE), Limits.LOG, SERVERS_OWN);
    }

    private DSLContext context(Limits limits, Duration queryTimeout) {
        return context(dataSource, limits, queryTimeout);
    }

    private DSLContext context(DataSource connections, Limits limits, Duration queryTimeout) {
        Settings settings = new Settings()
                .withExecuteLogging(false)
                .withQueryTimeout(Math.toIntExact(queryTimeout.toSeconds()))
                .withRenderSchema(schema.isPresent());
        schema.ifPresent(name -> settings.withRenderMapping(new RenderMapping()
                .withSchemata(new MappedSchema().withInput("public").withOutput(name))));
        return DSL.using(new BoundedConnections(connections, limits.held()), SQLDialect.POSTGRES, settings);
    }

    /**
     * Runs statements of which each stands alone.
     *
     * @param task what for, as the end of "could not …"
     */
    <T> T run(String task, Function<DSLContext, T> work) {
        return translated(task, () -> work.apply(single));
    }

    /** Runs statements that count together or not at all. */
    <T> T transaction(String task, Function<DSLContext, T> work) {
        return translated(task, () -> transaction(together, begin -> begin.fetch(Limits.CALL.set()), work));
    }

    /** As {@link #transaction}, for what reads or changes much at once. */
    <T> T longTransaction(String task, Function<DSLContext, T> work) {
        return translated(task, () -> transaction(longTogether, begin -> begin.fetch(Limits.LONG.set()), work));
    }

    /** Runs queries that see one moment. A day's rows that are there at that moment stay until they are done. */
    <T> T snapshot(String task, Function<DSLContext, T> work) {
        return translated(task, () -> transaction(together, begin -> begin.execute(toRead(Limits.CALL)), work));
    }

    /** As {@link #snapshot}, for what reads much at once. */
    <T> T longSnapshot(String task, Function<DSLContext, T> work) {
        return translated(task, () -> transaction(longTogether, begin -> begin.execute(toRead(Limits.LONG)), work));
    }

    /**
     * The lock, which only the dropping of a day waits for, comes before the moment. So a day is either dropped before it, which the
     * moment's pen says, or not until the lock is gone.
     */
    private String toRead(Limits limits) {
        return limits.setToRead() + "lock table only " + together.render(SERVICE_HEALTH_CHECKS)
                + " in access share mode";
    }

    /** As {@link #snapshot}, for what gives rows bit by bit to a caller who takes his time. */
    <T> T longRead(String task, Function<DSLContext, T> work) {
        return translated(task, () -> transaction(longReads, begin -> begin.execute(toRead(Limits.LOG)), work));
    }

    /** Runs statements one by one on one connection, for what can't stand in a transaction and may take long. */
    <T> T session(String task, Function<DSLContext, T> work) {
        return translated(
                task,
                () -> longSingle.connectionResult(connection -> {
                    boolean autoCommit = connection.getAutoCommit();
                    connection.setAutoCommit(true);
                    try {
                        return work.apply(DSL.using(connection, SQLDialect.POSTGRES, longSingle.settings()));
                    } finally {
                        connection.setAutoCommit(autoCommit);
                    }
                }));
    }

    /** Runs what counts together or not at all and takes as long as it has to, while nobody waits for it but the caller. */
    <T> T patiently(String task, Function<DSLContext, T> work) {
        return translated(task, () -> {
            try (Connection connection = PatientConnections.of(dataSource, SchemaMigration.LONGEST_STATEMENT)
                    .getConnection()) {
                return DSL.using(connection, SQLDialect.POSTGRES, together.settings())
                        .transactionResult(configuration -> {
                            configuration
                                    .dsl()
                                    .fetch(
                                            "select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true)");
                            return work.apply(configuration.dsl());
                        });
            } catch (SQLException e) {
                throw new DataAccessException("no connection", e);
            }
        });
    }

    /**
     * The connection is taken before the transaction begins: one that begins without asks for it three times, each time for as long as
     * the pool waits, before it says that there is none.
     */
    private static <T> T transaction(DSLContext context, Consumer<DSLContext> begin, Function<DSLContext, T> work) {
        return context.connectionResult(connection -> DSL.using(connection, SQLDialect.POSTGRES, context.settings())
                .transactionResult(configuration -> {
                    DSLContext transaction = configuration.dsl();
                    try {
                        begin.accept(transaction);
                        return work.apply(transaction);
                    } catch (RuntimeException e) {
                        if (SqlErrors.readOnly(e)) {
                            BoundedConnections.abort(connection);
                        }
                        throw e;
                    }
                }));
    }

    private <T> T translated(String task, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            if (SqlErrors.readOnly(e)) {
                leaveServer();
            }
            throw SqlErrors.translate(task, e);
        }
    }

    /**
     * After a failover the pool may still hold connections to the server that is only read from now; the next ones are made anew, and
     * with {@code targetServerType=primary} find the one to write to.
     */
    private void leaveServer() {
        try {
            if (dataSource.isWrapperFor(HikariDataSource.class)) {
                HikariPoolMXBean pool =
                        dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean();
                if (pool != null) {
                    pool.softEvictConnections();
                }
            }
        } catch (SQLException e) {
            LOG.debug("connections to a server that is only read from stay in their pool", e);
        }
    }

    /** A table that no generated class stands for. */
    Table<?> table(String name) {
        return DSL.table(schema.map(own -> DSL.name(own, name)).orElseGet(() -> DSL.name(name)));
    }
}
