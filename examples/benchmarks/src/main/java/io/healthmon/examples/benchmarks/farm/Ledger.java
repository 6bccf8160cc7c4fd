package io.healthmon.examples.benchmarks.farm;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the farm was asked and what it served, for each service. Thread-safe. */
final class Ledger {

    /** More than anybody watches; a bound on what strangers' paths can fill. */
    static final int MAX_SERVICES = 1_000_000;

    private final Map<String, Page> pages = new ConcurrentHashMap<>();

    /** One service's counts. */
    static final class Page {
        private final String service;
        private final AtomicLong asked = new AtomicLong();
        private final AtomicLong served = new AtomicLong();
        private final AtomicLong broken = new AtomicLong();

        Page(String service) {
            this.service = service;
        }

        String service() {
            return service;
        }

        /** Counts a request; its number, from 1. */
        long ask() {
            return asked.incrementAndGet();
        }

        /** Counts an answer that was handed to the operating system whole. */
        void serve() {
            served.incrementAndGet();
        }

        /** Counts a request that ended without a whole answer. */
        void breakOff() {
            broken.incrementAndGet();
        }
    }

    /** The page of a service; empty if there are too many already. */
    Optional<Page> page(String service) {
        Page known = pages.get(service);
        if (known != null) {
            return Optional.of(known);
        }
        return pages.size() >= MAX_SERVICES ? Optional.empty() : Optional.of(pages.computeIfAbsent(service, Page::new));
    }

    /** As it is now, by service. */
    Map<String, FarmLedger.Entry> snapshot() {
        Map<String, FarmLedger.Entry> entries = new TreeMap<>();
        pages.forEach((service, page) ->
                entries.put(service, new FarmLedger.Entry(page.asked.get(), page.served.get(), page.broken.get())));
        return entries;
    }
}
