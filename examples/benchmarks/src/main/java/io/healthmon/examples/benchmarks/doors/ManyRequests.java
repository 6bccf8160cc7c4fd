package io.healthmon.examples.benchmarks.doors;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Requests, so many at once, and at most so many in all.
 *
 * @param request the one of a number, for a base of {@code http://…}
 */
record ManyRequests(int atOnce, long most, LongFunction<Ask> request) implements Attack {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What to ask. */
    record Ask(String method, String path, String body, List<String> headers) {}

    /** Guesses at passwords and keys, in turn. */
    static ManyRequests guesses() {
        return new ManyRequests(
                100,
                100_000,
                number -> number % 2 == 0
                        ? new Ask(
                                "POST",
                                "/api/session",
                                "{\"name\":\"admin\",\"password\":\"a guess that is wrong " + number + "\"}",
                                List.of("Content-Type", "application/json"))
                        : new Ask("GET", "/api/health/status", "", List.of("X-API-Key", "hm_guess000_" + number)));
    }

    /** The largest page of the longest history, of all services. */
    static ManyRequests queries(int atOnce) {
        return new ManyRequests(
                atOnce,
                Long.MAX_VALUE,
                number -> new Ask("GET", "/api/health/history?hours=720&limit=1000", "", List.of()));
    }

    @Override
    public void run(int port, long until, Tally tally) throws InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Semaphore free = new Semaphore(atOnce);
        AtomicLong asked = new AtomicLong();
        while (System.nanoTime() - until < 0 && asked.get() < most) {
            free.acquire();
            Ask ask = request.apply(asked.getAndIncrement());
            HttpRequest.Builder built = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + ask.path()))
                    .timeout(PATIENCE)
                    .method(
                            ask.method(),
                            ask.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(ask.body()));
            if (!ask.headers().isEmpty()) {
                built.headers(ask.headers().toArray(new String[0]));
            }
            client.sendAsync(built.build(), BodyHandlers.discarding()).whenComplete((response, failure) -> {
                free.release();
                tally.count(failure == null ? ask.method() + " " + response.statusCode() : "no answer");
            });
        }
        free.acquire(atOnce);
    }
}
