package io.healthmon.javalin.standalone.postgres;

import io.healthmon.target.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own, for production use: what was committed is on disk, a password is needed, only this machine
 * can reach it. It lives in {@code data-dir/postgres}, keeps its data from start to start, is started again where it was if it
 * ends by itself, and outlives a monitor that is killed: the next {@link #start} finds it and uses it on. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    static final String USER = "healthmon";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final int RETRY_SECONDS = 10;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final DataDirLock dataDirLock;
    private final ServerControl control;
    private final Access access;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Postmaster server;
    private volatile boolean closed;

    private EmbeddedPostgres(DataDirLock dataDirLock, ServerControl control, Postmaster server, Secret password) {
        this.dataDirLock = dataDirLock;
        this.control = control;
        this.server = server;
        this.access = new Access(url(server.port()), USER, password);
    }

    /**
     * How to reach a server.
     *
     * @param url a JDBC URL without credentials
     * @param user who to be there
     * @param password to prove it
     */
    public record Access(String url, String user, Secret password) {}

    /**
     * Starts the server of {@code dataDir}, which is made if it is not there. Blocks: a few seconds the first time, half a
     * second later, up to 2 minutes where a crash must be recovered from.
     *
     * @throws EmbeddedPostgresException if it cannot run there or on this platform, or another monitor uses the folder
     */
    public static EmbeddedPostgres start(Path dataDir) {
        Layout layout = Layout.make(dataDir);
        DataDirLock lock = DataDirLock.acquire(layout);
        try {
            EmbeddedPostgres postgres = start(layout, lock);
            postgres.watch();
            return postgres;
        } catch (IOException e) {
            lock.close();
            throw Failures.io("data-dir " + dataDir + " cannot be written", e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedPostgres start(Layout layout, DataDirLock lock) throws IOException {
        Commands commands = new Commands(layout.home(), layout.commandLog());
        Binaries binaries = Binaries.install(layout, commands);
        RunAs runAs = RunAs.choose(commands);
        Secret password = Password.of(layout);
        if (runAs.owner().isPresent()) {
            Folders.own(layout.home(), runAs.owner().get());
        }
        Cluster.prepare(layout, binaries, commands, runAs);
        ServerControl control = new ServerControl(layout, binaries, commands, runAs, password);
        return new EmbeddedPostgres(lock, control, control.findOrStart(), password);
    }

    /** True if a server has kept something in {@code dataDir}. */
    public static boolean exists(Path dataDir) {
        return Layout.find(dataDir)
                .filter(layout -> Files.exists(layout.cluster()))
                .isPresent();
    }

    /** The server that another process runs in {@code dataDir}, to look at; empty if there is none, or it may not be read. */
    public static Optional<Access> find(Path dataDir) {
        return Layout.find(dataDir)
                .flatMap(layout -> Postmaster.read(layout.cluster())
                        .filter(server -> server.runs(layout.cluster()))
                        .flatMap(server -> access(layout, server)));
    }

    private static Optional<Access> access(Layout layout, Postmaster server) {
        try {
            return Optional.of(new Access(url(server.port()), USER, Password.read(layout)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Where it answers until this is closed: a JDBC URL without credentials. */
    public String url() {
        return access.url();
    }

    /** Who to be there. */
    public String user() {
        return access.user();
    }

    /** To prove it. */
    public Secret password() {
        return access.password();
    }

    /** Its process, another one after it had to be started again. */
    long pid() {
        return server.pid();
    }

    /** As {@link #close(Duration)}, within half a minute. */
    @Override
    public void close() {
        close(STOP_LIMIT);
    }

    /**
     * Stops the server: open transactions are rolled back, what was committed stays. One that does not end {@code within} this
     * time, or is just being started again, is left for the next {@link #start} to find. Idempotent; blocks for {@code within}
     * at most.
     */
    public void close(Duration within) {
        closed = true;
        Duration patience = within.dividedBy(4);
        try (dataDirLock) {
            if (lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    if (dataDirLock.held() && !control.stop(within.minus(patience))) {
                        LOG.warn("the embedded PostgreSQL takes its time to stop; the next start finds it");
                    }
                } finally {
                    lock.unlock();
                }
            } else {
                LOG.warn("the embedded PostgreSQL is just being started again; the next start finds it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        server.process()
                .map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(ProcessHandle.current()))
                .thenRunAsync(this::revive, EmbeddedPostgres::background);
    }

    private void revive() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            LOG.warn("the embedded PostgreSQL ended by itself; it is started again");
            server = control.findOrStart();
            watch();
            LOG.info("the embedded PostgreSQL runs again");
        } catch (RuntimeException e) {
            // Whatever it was: nobody else would ever try again.
            if (!(e instanceof EmbeddedPostgresException)) {
                LOG.error("the embedded PostgreSQL could not be started again", e);
            }
            LOG.error("{}; another try in {} s", e.getMessage(), RETRY_SECONDS);
            CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS, EmbeddedPostgres::background)
                    .execute(this::revive);
        } finally {
            lock.unlock();
        }
    }

    private static void background(Runnable task) {
        Thread thread = new Thread(task, "healthmon-postgres");
        thread.setDaemon(true);
        thread.start();
    }
}
