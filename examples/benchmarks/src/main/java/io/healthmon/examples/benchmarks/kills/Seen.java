package io.healthmon.examples.benchmarks.kills;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.examples.benchmarks.rig.Api;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** A reader that asks for the status of everything again and again, and remembers every answer of a service that it was shown. */
final class Seen implements AutoCloseable {

    private static final long PAUSE_NANOS = 5_000_000;

    private final Api api;
    private final Map<String, BitSet> numbers = new TreeMap<>();
    private final Thread thread = new Thread(this::ask, "seen");
    private volatile boolean closed;
    private long looks;

    Seen(Api api) {
        this.api = api;
        thread.setDaemon(true);
        thread.start();
    }

    private void ask() {
        while (!closed) {
            Api.Answer answer = api.get("/api/health/status");
            if (answer.code() == 200) {
                add(answer.body().path("services"));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private synchronized void add(JsonNode services) {
        looks++;
        for (JsonNode service : services) {
            int number = service.path("checks").path("served").asInt();
            if (number > 0) {
                numbers.computeIfAbsent(service.path("service_name").asText(), name -> new BitSet())
                        .set(number);
            }
        }
    }

    /** The numbers of a service's answers that were seen. */
    synchronized BitSet of(String service) {
        BitSet seen = numbers.get(service);
        return seen == null ? new BitSet() : (BitSet) seen.clone();
    }

    /** How many answers of services were seen. */
    synchronized long count() {
        return numbers.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    /** How often it was told the status of everything. */
    synchronized long looks() {
        return looks;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
