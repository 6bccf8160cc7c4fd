package io.healthmon.examples.benchmarks.faults;

import io.healthmon.examples.benchmarks.rig.Postgres;
import io.healthmon.examples.benchmarks.rig.Rig;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A way in which a database is away. It begins, and it ends. */
enum Outage {
    /** {@code pg_ctl stop -m fast}. */
    STOPPED(false) {
        @Override
        AutoCloseable begin(Rig rig) throws IOException {
            rig.database().stop();
            rig.network().refuse();
            return () -> {
                rig.database().start();
                rig.network().pass();
            };
        }
    },
    /** {@code kill -9} of all its processes; it recovers when it is started. */
    KILLED(false) {
        @Override
        AutoCloseable begin(Rig rig) throws IOException {
            rig.database().kill();
            rig.network().refuse();
            return () -> {
                rig.database().start();
                rig.network().pass();
            };
        }
    },
    /** Nothing arrives, nobody is told; what was on its way arrives at the end. */
    PARTITIONED(false) {
        @Override
        AutoCloseable begin(Rig rig) throws IOException {
            rig.network().swallow();
            return rig.network()::pass;
        }
    },
    /** Connections are reset, new ones at once. */
    RESET(false) {
        @Override
        AutoCloseable begin(Rig rig) throws IOException {
            rig.network().reset();
            return rig.network()::pass;
        }
    },
    /** As after a failover: what is connected is ended, and finds a server that writes nothing. */
    READ_ONLY(true) {
        @Override
        AutoCloseable begin(Rig rig) {
            readOnly(rig.database(), true);
            return () -> readOnly(rig.database(), false);
        }
    },
    /** Another session holds the table. */
    LOCKED(true) {
        @Override
        AutoCloseable begin(Rig rig) throws SQLException {
            Connection session = rig.database().connect();
            session.setAutoCommit(false);
            try (var statement = session.createStatement()) {
                statement.execute("lock table service_health_checks in access exclusive mode");
            }
            return () -> {
                session.rollback();
                session.close();
            };
        }
    },
    /** No byte is free where the database is. */
    DISK_FULL(true) {
        @Override
        AutoCloseable begin(Rig rig) throws IOException {
            rig.database().fillDisk();
            return rig.database()::freeDisk;
        }
    },
    /** Each message to the server takes five seconds. */
    SLOW(true) {
        @Override
        AutoCloseable begin(Rig rig) throws IOException {
            rig.network().delay(Duration.ofSeconds(5));
            return rig.network()::pass;
        }
    };

    private final boolean mayBeRead;

    Outage(boolean mayBeRead) {
        this.mayBeRead = mayBeRead;
    }

    /** Begins; closing what is returned ends it. */
    abstract AutoCloseable begin(Rig rig) throws IOException, SQLException;

    /** Whether some reads may be answered meanwhile. */
    boolean mayBeRead() {
        return mayBeRead;
    }

    private static void readOnly(Postgres database, boolean on) {
        database.run(List.of(
                // Our own session must be able to end what it began.
                "set default_transaction_read_only = off",
                "alter system set default_transaction_read_only = " + (on ? "on" : "off"),
                "select pg_reload_conf()",
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'healthmon'"));
    }
}
