package io.healthmon.javalin.standalone;

import io.healthmon.HealthMonitor;
import io.healthmon.check.http.HttpSender;
import io.healthmon.javalin.HealthMonitorConfig;
import io.healthmon.javalin.HealthMonitorHost;
import io.healthmon.javalin.auth.ApiKey;
import io.healthmon.javalin.cron.UnixCron;
import io.healthmon.javalin.routes.Limits;
import io.healthmon.javalin.standalone.config.Config;
import io.healthmon.javalin.standalone.config.DatabaseConfig;
import io.healthmon.javalin.standalone.config.LoadedConfig;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.store.spool.Spool;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole host: database, monitor, API. When the process is told to end, by SIGTERM or SIGINT, it is closed in the opposite
 * order within 10 s, also while it starts, and that counts as done: exit code 0.
 *
 * <pre>{@code
 * try (Standalone standalone = Standalone.untilShutdown()) {
 *     standalone.start(config);
 *     standalone.awaitShutdown();
 * }
 * }</pre>
 */
public final class Standalone implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);

    private final StopDeadline deadline = new StopDeadline();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Thread hook = new Thread(this::shutDown, "healthmon-stop");
    private volatile Optional<Thread> opener = Optional.empty();
    private volatile Optional<OwnDatabase> database = Optional.empty();
    private volatile Optional<OutboundDoor> door = Optional.empty();
    private volatile Optional<Spool> spool = Optional.empty();
    private volatile Optional<OwnChannels> channels = Optional.empty();
    private volatile Optional<HttpSender> providers = Optional.empty();
    private volatile Optional<HealthMonitor> monitor = Optional.empty();
    private volatile Optional<HealthMonitorHost> host = Optional.empty();

    private Standalone() {}

    /** One that does nothing yet, but end the process properly when that is told to end. */
    public static Standalone untilShutdown() {
        Standalone standalone = new Standalone();
        Runtime.getRuntime().addShutdownHook(standalone.hook);
        return standalone;
    }

    /**
     * Starts everything; called once. A database that does not answer yet does not hinder: the monitor watches, says so, and
     * keeps trying.
     *
     * @return false if the process was told to end before everything ran
     * @throws StartException if it can't: one line that says what to do
     */
    public boolean start(LoadedConfig loaded) {
        opener = Optional.of(Thread.currentThread());
        try {
            open(loaded);
            return true;
        } catch (RuntimeException e) {
            if (closed.get()) {
                LOG.debug("stopped while starting", e);
                return false;
            }
            throw StartFailures.explained(e);
        } finally {
            opener = Optional.empty();
            opened.countDown();
        }
    }

    private void open(LoadedConfig loaded) {
        Config config = loaded.config();
        OwnDatabase itsDatabase = OwnDatabase.open(config);
        database = Optional.of(itsDatabase);
        goOn();
        OutboundDoor itsDoor = OutboundDoor.open(MonitorClock.system(), config.outbound());
        door = Optional.of(itsDoor);
        itsDatabase.tell(itsDoor);
        OwnSpool.open(config).ifPresent(opened -> spool = Optional.of(opened));
        HealthMonitor.Builder described =
                HealthMonitor.builder().targets(config.targets()).store(itsDatabase.store());
        described
                .cron(UnixCron.READER)
                .maintenance(config.maintenance())
                .canaries(config.canaries())
                .cutOffThreshold(config.cutOffThreshold());
        described.outbound(itsDoor);
        spool.ifPresent(described::spool);
        if (!config.channels().isEmpty()) {
            OwnChannels itsChannels = new OwnChannels(itsDoor);
            channels = Optional.of(itsChannels);
            itsChannels.describe(config, described);
        }
        HealthMonitor itsMonitor = described.start();
        monitor = Optional.of(itsMonitor);
        goOn();
        HealthMonitorConfig.Builder api = HealthMonitorConfig.builder()
                .open(config.apiKeys().isEmpty())
                .page(true)
                .access(itsDatabase.access())
                .secrets(OwnSecrets.box(config))
                .limits(Limits.of(config.retention(), config.rollupRetention(), Limits.TESTS_PER_MINUTE))
                .drafts(new ReplayDrafts())
                .configuration(loaded.effective());
        if (!(config.database() instanceof DatabaseConfig.Memory)) {
            api.marker(config.dataDir().resolve("closed"));
        }
        api.apiKeys(config.apiKeys().stream()
                .map(key -> new ApiKey(key.name(), key.key(), key.scopes(), key.services()))
                .toList());
        config.host().components().forEach(api::component);
        config.statusPage().ifPresent(api::statusPage);
        api.trustedProxies(config.server().trustedProxies());
        config.oidc().ifPresent(oidc -> {
            HttpSender itsSender = HttpSender.start(MonitorClock.system(), itsDoor);
            providers = Optional.of(itsSender);
            api.oidc(oidc, itsSender);
        });
        HealthMonitorHost.Builder itsHost = HealthMonitorHost.builder(itsMonitor)
                .host(config.server().host())
                .port(config.server().port())
                .config(api.build());
        config.server().tls().ifPresent(itsHost::tls);
        host = Optional.of(itsHost.start());
        goOn();
    }

    private void goOn() {
        if (closed.get()) {
            throw new IllegalStateException("told to end while starting");
        }
    }

    /** Where it answers; once it was started. */
    public String url() {
        return host.orElseThrow().url();
    }

    /** Never returns: the process ends when it is told to. */
    @SuppressWarnings("InfiniteLoopStatement")
    public void awaitShutdown() {
        while (true) {
            LockSupport.park(this);
            // An interruption meant for the start may come after it; it must not make this loop spin.
            Thread.interrupted();
        }
    }

    private void shutDown() {
        LOG.info("stopping");
        stop();
        LOG.info("stopped");
        // The signal's own code (143) would say that it failed.
        Runtime.getRuntime().halt(0);
    }

    /**
     * Stops the API, the monitor and the database, in this order, within 10 s together: the API has 2 s, the monitor what it
     * needs of 6 s, and the embedded server what is left. A server that takes longer is found by the next start. Idempotent.
     */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            LOG.debug("the process is ending; the hook closes");
        }
        stop();
    }

    private void stop() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        deadline.begin();
        if (opener.filter(thread -> thread != Thread.currentThread()).isPresent()) {
            opener.ifPresent(Thread::interrupt);
            deadline.await(opened, Duration.ofSeconds(2));
        }
        host.ifPresent(it -> deadline.close("the API", Duration.ofSeconds(2), it::close));
        monitor.ifPresent(it -> deadline.close("the monitor", Duration.ofSeconds(6), it::close));
        channels.ifPresent(OwnChannels::close);
        providers.ifPresent(HttpSender::close);
        door.ifPresent(OutboundDoor::close);
        spool.ifPresent(OwnSpool::close); // the monitor's, if it ran
        database.ifPresent(it -> {
            Duration left = deadline.left();
            deadline.close("the database", left, () -> it.close(left));
        });
    }
}
