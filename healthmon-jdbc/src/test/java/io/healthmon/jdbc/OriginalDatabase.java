package io.healthmon.jdbc;

import io.healthmon.time.MonitorClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** A database as the original service leaves it, and its adoption step by step, on the caller's thread. */
final class OriginalDatabase {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    static final Duration KEPT = Duration.ofDays(7);
    static final Instant ROWS_SINCE = Instant.parse("2026-02-22T00:00:00Z");

    static final MonitorClock CLOCK = new MonitorClock() {
        @Override
        public Instant wall() {
            return NOW;
        }

        @Override
        public long nanos() {
            return 0;
        }
    };

    private final DataSource dataSource;
    private final Database database;
    private final SchemaMigration migration;
    private final Adoption adoption;

    /** On a database that {@link #make} was called for. */
    OriginalDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
        migration = new SchemaMigration(
                dataSource,
                Optional.empty(),
                () -> AdoptionWindow.of(NOW, KEPT, PostgresStore.DEFAULT_ROLLUP_RETENTION));
        database = new Database(dataSource, Optional.empty());
        adoption = new Adoption(database, new Reads(database, 2), new Partitions(database), CLOCK);
    }

    /** Runs scripts from the folder {@code original}. */
    static void make(DataSource dataSource, String... scripts) {
        for (String script : scripts) {
            try (InputStream text = OriginalDatabase.class.getResourceAsStream("/original/" + script)) {
                Sql.run(dataSource, new String(text.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A store, as a monitor has it. */
    PostgresStore store() {
        return PostgresStore.builder(dataSource).retention(KEPT).clock(CLOCK).build();
    }

    /** What a monitor waits for. */
    OriginalDatabase open() {
        database.run("migrate the tables", context -> {
            migration.run();
            return true;
        });
        adoption.beforeOpening();
        return this;
    }

    /** What follows in the background: one step of it. False if there was none left. */
    boolean step(int limit) {
        return adoption.progress()
                .map(progress -> {
                    adoption.step(progress, limit);
                    return true;
                })
                .orElse(false);
    }

    /** All steps that are left. */
    void finish(int limit) {
        boolean more = true;
        while (more) {
            more = step(limit);
        }
    }

    /** All that is to come out of it, whatever happened on the way. */
    static List<List<String>> outcome(DataSource dataSource) {
        return List.of(
                Sql.rows(dataSource, "select * from service_health_checks order by id, timestamp"),
                Sql.rows(dataSource, "select * from service_health_alerts order by id"),
                Sql.rows(
                        dataSource,
                        "select alert_id, kind, at, severity, message, reason from healthmon_alert_event order by id"),
                Sql.rows(dataSource, "select * from healthmon_service_state order by 1"),
                Sql.rows(dataSource, "select * from healthmon_hourly_rollup order by 1, 2"),
                Sql.rows(dataSource, "select * from healthmon_adoption"),
                Sql.rows(
                        dataSource,
                        "select c.relname, c.relkind from pg_class c where relnamespace = 'public'::regnamespace order by 1"));
    }
}
