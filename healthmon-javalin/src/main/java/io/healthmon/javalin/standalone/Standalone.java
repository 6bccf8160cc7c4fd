package io.healthmon.javalin.standalone;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.HealthMonitorConfig;
import io.healthmon.javalin.HealthMonitorHost;
import io.healthmon.javalin.HostStartException;
import io.healthmon.javalin.standalone.config.Config;
import io.healthmon.store.StoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole host, running: database, monitor, API. Closed in the opposite order, within 10 s. */
public final class Standalone implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private String url = "";

    private Standalone() {}

    /**
     * Starts everything. A database that does not answer yet does not hinder: the monitor watches, says so, and keeps trying.
     *
     * @throws StartException if it can't: one line that says what to do
     */
    public static Standalone start(Config config) {
        Standalone standalone = new Standalone();
        try {
            standalone.open(config);
            return standalone;
        } catch (StoreException.Unusable e) {
            standalone.close();
            throw new StartException(
                    "database.url: the database can't be used: " + oneLine(String.valueOf(e.getMessage())), e);
        } catch (HostStartException e) {
            standalone.close();
            throw new StartException("server.host, server.port: " + oneLine(String.valueOf(e.getMessage())), e);
        } catch (RuntimeException e) {
            standalone.close();
            throw e;
        }
    }

    private void open(Config config) {
        OwnDatabase database = OwnDatabase.open(config);
        parts.push(database);
        HealthMonitor monitor = HealthMonitor.builder()
                .targets(config.targets())
                .store(database.store())
                .start();
        parts.push(monitor);
        HealthMonitorConfig.Builder api =
                HealthMonitorConfig.builder().open(config.apiKeys().isEmpty());
        config.apiKeys().forEach(key -> api.apiKey(key.name(), key.key()));
        config.host().components().forEach(api::component);
        HealthMonitorHost host = HealthMonitorHost.builder(monitor)
                .host(config.server().host())
                .port(config.server().port())
                .config(api.build())
                .start();
        parts.push(host);
        url = "http://" + (host.host().contains(":") ? "[" + host.host() + "]" : host.host()) + ":" + host.port();
    }

    /** Where it answers. */
    public String url() {
        return url;
    }

    /** Closes when the process is told to end, which then counts as done: exit code 0. */
    public void closeAtShutdown() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            LOG.info("stopping");
                            close();
                            LOG.info("stopped");
                            // The signal's own code (143) would say that it failed.
                            Runtime.getRuntime().halt(0);
                        },
                        "healthmon-stop"));
    }

    /** Stops the API, the monitor and the database, in this order. Idempotent. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("a part could not be stopped", e);
            }
        }
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s+", " ").strip();
    }
}
