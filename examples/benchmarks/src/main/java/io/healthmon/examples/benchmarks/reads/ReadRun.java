package io.healthmon.examples.benchmarks.reads;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;
import io.healthmon.examples.benchmarks.machine.PostgresServer;
import io.healthmon.javalin.HealthMonitorHost;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.view.HealthView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a log through the product, which watches its services without checking them meanwhile. */
final class ReadRun {

    private static final int PAGE = 100;
    private static final int LONGEST_PAGE = 1_000;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration QUARTER = Duration.ofDays(90);
    private static final Duration REST = Duration.ofDays(30);

    private final PostgresServer server;
    private final Duration span;

    /**
     * @param span how long ago the first row is, at most
     */
    ReadRun(PostgresServer server, Duration span) {
        this.server = server;
        this.span = span;
    }

    /** Every read, by its name, in the report's order. */
    Map<String, Latency> measure() {
        List<HealthTarget> targets = new ArrayList<>();
        for (int i = 0; i < History.SERVICES; i++) {
            // A closed port that nobody asks within the month.
            targets.add(HealthTarget.tcp(History.service(i), "127.0.0.1", 9)
                    .interval(REST)
                    .build());
        }
        try (HealthMonitor monitor = HealthMonitor.builder()
                        .targets(targets)
                        .store(History.store(server, span))
                        .start();
                HealthMonitorHost host =
                        HealthMonitorHost.builder(monitor).port(0).start()) {
            monitor.flush().join();
            return measure(monitor.view(), "http://127.0.0.1:" + host.port());
        }
    }

    private Map<String, Latency> measure(HealthView view, String url) {
        HttpClient client = HttpClient.newHttpClient();
        Instant first = Instant.now().minus(span);
        Map<String, Latency> figures = new LinkedHashMap<>();
        figures.put("/status over HTTP", Latency.of(i -> get(client, url + "/api/health/status")));
        figures.put("summary", Latency.of(i -> view.summary()));
        figures.put(
                "history, one service, newest 100",
                Latency.of(i -> view.history(
                        new HistoryQuery(Optional.of(service(i)), Instant.now().minus(DAY), PAGE))));
        figures.put(
                "history, one service, newest 1,000",
                Latency.of(i -> view.history(new HistoryQuery(Optional.of(service(i)), first, LONGEST_PAGE))));
        figures.put(
                "history, all services, newest 100",
                Latency.of(i -> view.history(new HistoryQuery(Optional.empty(), first, PAGE))));
        figures.put("uptime, 24 h of one service", Latency.of(i -> view.uptime(service(i), DAY)));
        figures.put("uptime, 90 d of one service", Latency.of(i -> view.uptime(service(i), QUARTER)));
        return figures;
    }

    /** One after another, in an order that no cache knows. */
    private static String service(int call) {
        return History.service(Math.floorMod(call * 7_919, History.SERVICES));
    }

    private static void get(HttpClient client, String url) {
        try {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(url + " answers " + answer.statusCode());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
