package io.healthmon.javalin.standalone;

import io.healthmon.access.AccessStore;
import io.healthmon.access.InMemoryAccessStore;
import io.healthmon.javalin.standalone.config.Config;
import io.healthmon.javalin.standalone.config.DatabaseConfig;
import io.healthmon.javalin.standalone.postgres.EmbeddedPostgres;
import io.healthmon.javalin.standalone.postgres.EmbeddedPostgresException;
import io.healthmon.jdbc.PostgresStore;
import io.healthmon.jdbc.PostgresUrl;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.Store;
import io.healthmon.store.StoreException;
import io.healthmon.target.Secret;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;

/** Where the host keeps its results: a server of its own, somebody else's, or memory. */
final class OwnDatabase implements AutoCloseable {

    private final Optional<Store> store;
    private final Optional<EmbeddedPostgres> server;
    private final AccessStore memory = new InMemoryAccessStore();
    private final Optional<String> url;

    private OwnDatabase(Optional<Store> store, Optional<EmbeddedPostgres> server, Optional<String> url) {
        this.store = store;
        this.server = server;
        this.url = url;
    }

    /**
     * Makes the store that {@code database} describes; starts the embedded server if that is it.
     *
     * @throws StartException if the embedded server can't be started
     */
    static OwnDatabase open(Config config) {
        DatabaseConfig database = config.database();
        if (database instanceof DatabaseConfig.Embedded) {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.start(config.dataDir());
                return new OwnDatabase(
                        Optional.of(postgres(server.url(), server.user(), server.password(), config)),
                        Optional.of(server),
                        Optional.of(server.url()));
            } catch (EmbeddedPostgresException e) {
                throw new StartException(String.valueOf(e.getMessage()), e);
            }
        }
        return new OwnDatabase(Optional.of(withoutServer(config)), Optional.empty(), given(database));
    }

    /** Makes the store as {@link #open} does, to look at: an embedded server is found if it runs, not started. */
    static OwnDatabase toLookAt(Config config) {
        if (config.database() instanceof DatabaseConfig.Embedded) {
            var running = EmbeddedPostgres.find(config.dataDir());
            return new OwnDatabase(
                    running.map(found -> postgres(found.url(), found.user(), found.password(), config)),
                    Optional.empty(),
                    running.map(found -> found.url()));
        }
        return new OwnDatabase(Optional.of(withoutServer(config)), Optional.empty(), given(config.database()));
    }

    /** Makes the store as {@link #open} does, beside a monitor that may be running: its embedded server is used where it runs. */
    static OwnDatabase besideMonitor(Config config) {
        OwnDatabase found = toLookAt(config);
        return found.store.isPresent() ? found : open(config);
    }

    private static Optional<String> given(DatabaseConfig database) {
        return database instanceof DatabaseConfig.Postgres postgres ? Optional.of(postgres.url()) : Optional.empty();
    }

    /**
     * As {@link #besideMonitor}, for what reads what a monitor has left: makes no server where there never was one.
     *
     * @throws StartException if there is none
     */
    static OwnDatabase ofMonitor(Config config) {
        if (config.database() instanceof DatabaseConfig.Embedded && !EmbeddedPostgres.exists(config.dataDir())) {
            throw new StartException(
                    "there is no database in data-dir " + config.dataDir()
                            + ": start the monitor, which makes it, or name the folder that it has",
                    new FileNotFoundException("postgres"));
        }
        return besideMonitor(config);
    }

    private static Store withoutServer(Config config) {
        if (config.database() instanceof DatabaseConfig.Postgres postgres) {
            return postgres(
                    postgres.url(),
                    postgres.user().orElse(System.getProperty("user.name")),
                    postgres.password().orElse(Secret.of("")),
                    config);
        }
        return new InMemoryStore(config.retention(), config.rollupRetention(), InMemoryStore.Bounds.DEFAULT);
    }

    private static Store postgres(String url, String user, Secret password, Config config) {
        return PostgresStore.builder(url, user, password)
                .retention(config.retention())
                .rollupRetention(config.rollupRetention())
                .build();
    }

    Store store() {
        return store.orElseThrow();
    }

    /** Where it keeps users, keys and the audit. */
    AccessStore access() {
        return store() instanceof PostgresStore postgres ? postgres.access() : memory;
    }

    /** Tells the way out where it is, if it is anywhere. */
    void tell(OutboundDoor door) {
        url.ifPresent(
                known -> PostgresUrl.servers(known).forEach(its -> door.keepsIn(its.getHostString(), its.getPort())));
    }

    /** A round trip to it. */
    void ping() {
        store.orElseThrow(() -> new StoreException.Unavailable(
                        "the embedded server is not running", new ConnectException("not running")))
                .ping();
    }

    /** Closes the store and, {@code within} this time, stops the server, if it is one of its own. */
    void close(Duration within) {
        store.ifPresent(Store::close);
        server.ifPresent(it -> it.close(within));
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(30));
    }
}
