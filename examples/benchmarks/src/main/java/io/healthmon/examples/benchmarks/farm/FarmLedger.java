package io.healthmon.examples.benchmarks.farm;

import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What the farm was asked and what it served, at one moment.
 *
 * @param services by service
 */
public record FarmLedger(Map<String, Entry> services) {

    /**
     * One service. Its requests are numbered from 1, and an answer carries its request's number; so where {@code broken} is zero
     * and nothing is under way, a service that always answers was seen with each number from 1 to {@code served}.
     *
     * @param asked requests read
     * @param served answers handed to the operating system whole
     * @param broken requests that ended without a whole answer: the client, or the behaviour, broke off
     */
    public record Entry(long asked, long served, long broken) {}

    /** Requests of all services. */
    public long asked() {
        return sum(Entry::asked);
    }

    /** Answers of all services. */
    public long served() {
        return sum(Entry::served);
    }

    /** Requests of all services that ended without a whole answer. */
    public long broken() {
        return sum(Entry::broken);
    }

    private long sum(ToLongFunction<Entry> count) {
        return services.values().stream().mapToLong(count).sum();
    }
}
