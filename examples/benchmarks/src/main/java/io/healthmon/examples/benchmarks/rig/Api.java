package io.healthmon.examples.benchmarks.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The monitor's REST API as a client sees it. Thread-safe. */
public final class Api {

    /** How long any answer may take. */
    public static final Duration LIMIT = Duration.ofSeconds(6);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final int port;
    private final String base;

    /**
     * What came back.
     *
     * @param code the status code; 0 if nothing came within {@link #LIMIT}
     * @param body the body; missing if it is no JSON
     * @param millis how long it took
     */
    public record Answer(int code, JsonNode body, long millis) {

        /** Since when nothing is recorded; empty if all is. */
        public String staleSince() {
            return body.path("stale_since").asText("").replace("null", "");
        }
    }

    Api(int port) {
        this.port = port;
        base = "http://127.0.0.1:" + port;
    }

    /** Where it answers, on this machine. */
    public int port() {
        return port;
    }

    /** Asks. Never throws for what the monitor does. */
    public Answer get(String path) {
        long start = System.nanoTime();
        try {
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(URI.create(base + path))
                            .timeout(LIMIT)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), json(response.body()), since(start));
        } catch (IOException e) {
            return new Answer(0, MissingNode.getInstance(), since(start));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, MissingNode.getInstance(), since(start));
        }
    }

    /** The sum of a metric's samples whose labels contain {@code label}; zero if there is none. */
    public double metric(String name, String label) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(base + "/metrics"))
                            .timeout(LIMIT)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.body()
                    .lines()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .filter(line -> line.contains(label))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static long since(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
