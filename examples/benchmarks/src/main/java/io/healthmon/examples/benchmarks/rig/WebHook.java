package io.healthmon.examples.benchmarks.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Where alerts are told: a web hook that keeps a ledger of what it took, in the order in which that came, also when it does not say
 * that it took it. Thread-safe.
 */
public final class WebHook implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LATE_NANOS = 300_000_000;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "hook");
        thread.setDaemon(true);
        return thread;
    });
    private final Supplier<Manner> manners;
    private final HttpServer server;
    private final List<Message> messages = new ArrayList<>();
    private final Map<Manner, Integer> met = new EnumMap<>(Manner.class);

    /** What it does with a message. */
    public enum Manner {
        /** Takes it: 200. */
        TAKE,
        /** Takes it, and says so late. */
        LATE,
        /** Takes it, and cuts the connection instead of saying so. */
        CUT,
        /** 500. */
        FAIL,
        /** 429, and to come again in a second. */
        BUSY;

        boolean takes() {
            return this == TAKE || this == LATE || this == CUT;
        }
    }

    /**
     * A message that was taken.
     *
     * @param key names it
     * @param kind what it is: that of its only notification, digest or notice
     * @param atNanos when it had come, by {@link System#nanoTime()}
     * @param bytes how large it was
     * @param told what it tells
     */
    public record Message(String key, String kind, long atNanos, int bytes, List<Told> told) {}

    /**
     * What was told of an alert.
     *
     * @param key names it
     * @param kind triggered, changed, reminded, acknowledged, or resolved
     * @param service the alert's service
     * @param triggeredAt the alert's moment
     * @param severity its severity
     */
    public record Told(String key, String kind, String service, Instant triggeredAt, String severity) {}

    /** One that has those manners. */
    public WebHook(Supplier<Manner> manners) throws IOException {
        this.manners = manners;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Where it is. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            long now = System.nanoTime();
            Manner manner = take(JSON.readTree(body), body.length, now);
            switch (manner) {
                case TAKE -> exchange.sendResponseHeaders(200, -1);
                case LATE -> {
                    LockSupport.parkNanos(LATE_NANOS);
                    exchange.sendResponseHeaders(200, -1);
                }
                case CUT -> {}
                case FAIL -> exchange.sendResponseHeaders(500, -1);
                case BUSY -> {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                    exchange.sendResponseHeaders(429, -1);
                }
            }
        }
    }

    private synchronized Manner take(JsonNode body, int bytes, long now) {
        Manner manner = manners.get();
        met.merge(manner, 1, Integer::sum);
        if (manner.takes()) {
            List<Told> told = new ArrayList<>();
            for (JsonNode alert : body.path("alerts")) {
                told.add(new Told(
                        alert.path("key").asText(),
                        alert.path("kind").asText(),
                        alert.path("service").asText(),
                        Instant.parse(alert.path("triggered_at").asText()),
                        alert.path("severity").asText()));
            }
            messages.add(
                    new Message(body.path("key").asText(), body.path("kind").asText(), now, bytes, told));
        }
        return manner;
    }

    /** What it took so far, in order. */
    public synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    /** How often it behaved so. */
    public synchronized int met(Manner manner) {
        return met.getOrDefault(manner, 0);
    }

    /** Forgets what it took. */
    public synchronized void clear() {
        messages.clear();
        met.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
