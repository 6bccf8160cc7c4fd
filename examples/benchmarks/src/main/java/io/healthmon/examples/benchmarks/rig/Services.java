package io.healthmon.examples.benchmarks.rig;

import io.healthmon.examples.benchmarks.farm.Farm;
import io.healthmon.examples.benchmarks.farm.FarmLedger;
import io.healthmon.examples.benchmarks.farm.FarmListener;
import io.healthmon.examples.benchmarks.farm.FarmOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The services that are watched: each of their answers has a number and is remembered with its moment. Thread-safe. */
public final class Services implements FarmListener, AutoCloseable {

    private final Map<String, Page> pages = new LinkedHashMap<>();
    private final Farm farm;

    /** One service's answers: the moment of each that was served, by number, from 1. */
    private static final class Page {
        private long[] servedAt = new long[64];
        private int last;
        private boolean degraded;

        /** Whether the answer that is on its way is the first of those that say so. */
        private boolean saysSo;

        private long saidAt;

        synchronized void serve(long number) {
            int index = Math.toIntExact(number);
            if (index >= servedAt.length) {
                servedAt = Arrays.copyOf(servedAt, Math.max(index + 1, servedAt.length * 2));
            }
            servedAt[index] = System.nanoTime();
            last = Math.max(last, index);
            if (saysSo && saidAt == 0) {
                saidAt = servedAt[index];
            }
        }

        synchronized OptionalLong saidAt() {
            return saidAt == 0 ? OptionalLong.empty() : OptionalLong.of(saidAt);
        }

        synchronized List<Long> between(long from, long to) {
            return Arrays.stream(servedAt, 0, last + 1)
                    .filter(at -> at != 0 && at >= from && at < to)
                    .boxed()
                    .toList();
        }

        synchronized int last() {
            return last;
        }

        synchronized Optional<Long> servedAt(long number) {
            return number > last || servedAt[(int) number] == 0
                    ? Optional.empty()
                    : Optional.of(servedAt[(int) number]);
        }

        synchronized void degrade(boolean value) {
            degraded = value;
            saysSo = false;
            saidAt = 0;
        }

        synchronized boolean degraded() {
            saysSo = degraded;
            return degraded;
        }
    }

    /** Starts so many, all healthy. */
    public Services(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            pages.put(String.format(Locale.ROOT, "service-%04d", i), new Page());
        }
        farm = Farm.start(new FarmOptions(8, 8, 1, false, true), this);
    }

    /** Their names. */
    public List<String> names() {
        return List.copyOf(pages.keySet());
    }

    /** Where a service is asked. */
    String url(String service) {
        List<String> endpoints = farm.endpoints();
        return "http://" + endpoints.get(Math.floorMod(service.hashCode(), endpoints.size())) + "/healthy/" + service;
    }

    /** Makes a service degraded from now on, or healthy. */
    public void degrade(String service, boolean degraded) {
        page(service).degrade(degraded);
    }

    @Override
    public boolean degraded(String service) {
        return page(service).degraded();
    }

    @Override
    public void served(String service, long number) {
        page(service).serve(number);
    }

    /** The number of its last answer; zero before the first. */
    public int last(String service) {
        return page(service).last();
    }

    /** When an answer was handed to the operating system, by {@link System#nanoTime()}; empty if it never was. */
    public Optional<Long> servedAt(String service, long number) {
        return page(service).servedAt(number);
    }

    /** When an answer first said that the service is degraded, since it was made so last; empty if none did. */
    public OptionalLong saidDegradedAt(String service) {
        return page(service).saidAt();
    }

    /** When a service's answers were handed over, of those from {@code from} on and before {@code to}. */
    public List<Long> servedBetween(String service, long from, long to) {
        return page(service).between(from, to);
    }

    /** The number of each service's last answer. */
    public Map<String, Integer> lasts() {
        Map<String, Integer> copy = new LinkedHashMap<>();
        pages.forEach((service, page) -> copy.put(service, page.last()));
        return copy;
    }

    /** What they were asked. */
    FarmLedger ledger() {
        return farm.ledger();
    }

    private Page page(String service) {
        Page page = pages.get(service);
        if (page == null) {
            throw new IllegalArgumentException("no service is called " + service);
        }
        return page;
    }

    @Override
    public void close() throws IOException {
        farm.close();
    }
}
