package io.healthmon.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.store.Pen;
import io.healthmon.target.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;
import javax.sql.DataSource;

/** Real PostgreSQL servers, each started once per JVM; a test makes a database of its own. */
enum PostgresServer {
    /** The newest that is supported; from the class path. */
    NEWEST,
    /** The oldest that is supported; copied beside the class path by the build. */
    OLDEST;

    private static final Path OLDEST_JAR = Path.of("target", "postgres", "oldest.jar");
    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** The role that owns every test's database. */
    static final String OWNER = "healthmon";

    private EmbeddedPostgres server;
    private Database prepared;

    /** The server's superuser, in its maintenance database. */
    synchronized DataSource superuser() {
        return server().getPostgresDatabase();
    }

    int port() {
        return server().getPort();
    }

    private synchronized EmbeddedPostgres server() {
        if (server == null) {
            server = start();
            Sql.run(server.getPostgresDatabase(), "create role " + OWNER + " login password 'secret'");
        }
        return server;
    }

    private EmbeddedPostgres start() {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("fsync", "off") // no test cuts the power, and each makes a database
                    .setServerConfig("timezone", "America/New_York");
            if (this == OLDEST) {
                builder.setPgBinaryResolver((system, machine) -> oldestBinaries());
            }
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream oldestBinaries() throws IOException {
        try (JarFile jar = new JarFile(OLDEST_JAR.toFile());
                InputStream archive = jar.getInputStream(jar.getEntry("postgres-linux-x86_64.txz"))) {
            return new ByteArrayInputStream(archive.readAllBytes());
        }
    }

    /** Makes a role whose password, which nobody knows, is asked for; all others are trusted. */
    synchronized void requirePassword(String role) {
        Sql.run(superuser(), "create role " + role + " login password 'unguessable'");
        try {
            Path rules = Path.of(Sql.rows(superuser(), "show hba_file").get(0));
            Files.writeString(rules, "host all " + role + " all scram-sha-256\n" + Files.readString(rules));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Sql.run(superuser(), "select pg_reload_conf()");
    }

    /** A new, empty database, owned by a role that is no superuser. */
    Database newDatabase() {
        return newDatabase("template1");
    }

    /** A new database with the tables made, which is faster than making them. */
    Database newPreparedDatabase() {
        return newDatabase(prepared().name());
    }

    /** A new database with what another holds, which nobody may be connected to. */
    Database copyOf(Database other) {
        return newDatabase(other.name());
    }

    private synchronized Database prepared() {
        if (prepared == null) {
            prepared = newDatabase();
            try (PostgresStore store = prepared.store().build()) {
                Pen.open(store);
            }
        }
        return prepared;
    }

    private Database newDatabase(String template) {
        String name = "test_" + DATABASES.incrementAndGet();
        Sql.run(
                superuser(),
                "create database " + name + " owner " + OWNER + " template " + template + " strategy file_copy");
        return new Database(name, "jdbc:postgresql://127.0.0.1:" + port() + "/" + name);
    }

    /** A database of a test's own. */
    record Database(String name, String url) {

        /** A pool, as a host makes it. */
        HikariDataSource pool() {
            return PostgresDataSources.pooled(url, OWNER, Secret.of("secret"));
        }

        /** A store on a pool of its own. */
        PostgresStore.Builder store() {
            return PostgresStore.builder(url, OWNER, Secret.of("secret"));
        }
    }
}
