package io.healthmon.examples.benchmarks.storm;

import io.healthmon.examples.benchmarks.rig.Rig;
import io.healthmon.examples.benchmarks.rig.Services;
import io.healthmon.examples.benchmarks.rig.WebHook;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Lets all services fail at once, and be well again, and looks at what a web hook is told and when they are asked. Not thread-safe. */
final class StormRun {

    private static final long LOOK_MILLIS = 250;

    private final Rig rig;
    private final Services services;
    private final WebHook hook;
    private final Duration interval;
    private final Duration quiet;
    private final Set<String> critical;

    /**
     * @param quiet how long nothing happens before each storm: more than the channel's digest interval, or it is one with that before
     * @param critical how many of the services, the first ones, are critical
     */
    StormRun(Rig rig, WebHook hook, Duration interval, Duration quiet, int critical) {
        this.rig = rig;
        this.services = rig.services();
        this.hook = hook;
        this.interval = interval;
        this.quiet = quiet;
        this.critical = Set.copyOf(services.names().subList(0, critical));
    }

    /** Starts the monitor and waits until each service was asked some times. */
    Times calm(int rounds) throws IOException, InterruptedException {
        rig.monitor().start();
        rig.monitor().awaitReady();
        // A start takes the slots that come due together in turn: the first ones are off.
        await(
                "each service is asked twice",
                () -> services.lasts().values().stream().allMatch(last -> last > 1));
        long from = System.nanoTime();
        Thread.sleep(interval.multipliedBy(rounds).toMillis());
        return deviations(from, System.nanoTime());
    }

    /** One storm, after a time of quiet, from the first service that fails until all are told to be well again. */
    StormResult storm() throws InterruptedException {
        Thread.sleep(quiet.toMillis());
        hook.clear();
        long began = System.nanoTime();
        services.names().forEach(service -> services.degrade(service, true));
        await("all are told", () -> told("triggered").size() == services.names().size());
        long over = System.nanoTime();
        List<WebHook.Message> messages = hook.messages();
        Map<String, Long> told = toldAt(messages, "triggered");
        List<Long> waits = new ArrayList<>();
        long firstFailure = Long.MAX_VALUE;
        long firstCritical = Long.MAX_VALUE;
        for (String service : services.names()) {
            OptionalLong said = services.saidDegradedAt(service);
            if (said.isPresent()) {
                waits.add(told.getOrDefault(service, over) - said.getAsLong());
                firstFailure = Math.min(firstFailure, said.getAsLong());
                firstCritical = critical.contains(service) ? Math.min(firstCritical, said.getAsLong()) : firstCritical;
            }
        }
        Times slots = deviations(began, over);
        hook.clear();
        services.names().forEach(service -> services.degrade(service, false));
        await(
                "all are told to be well",
                () -> told("resolved").size() == services.names().size());
        List<WebHook.Message> resolves = hook.messages();
        return new StormResult(
                messages.get(0).atNanos() - firstFailure,
                firstCritical(messages, firstCritical),
                new Times(waits),
                sizes(messages),
                messages.stream().mapToInt(WebHook.Message::bytes).max().orElse(0),
                sizes(resolves),
                slots);
    }

    /** From the first critical service's answer to the first message that tells of one. */
    private static OptionalLong firstCritical(List<WebHook.Message> messages, long failed) {
        return messages.stream()
                .filter(message ->
                        message.told().stream().anyMatch(one -> one.severity().equals("critical")))
                .mapToLong(message -> message.atNanos() - failed)
                .findFirst();
    }

    private static List<Integer> sizes(List<WebHook.Message> messages) {
        return messages.stream().map(message -> message.told().size()).toList();
    }

    private Set<String> told(String kind) {
        return toldAt(hook.messages(), kind).keySet();
    }

    private static Map<String, Long> toldAt(List<WebHook.Message> messages, String kind) {
        Map<String, Long> at = new HashMap<>();
        for (WebHook.Message message : messages) {
            for (WebHook.Told one : message.told()) {
                if (one.kind().equals(kind)) {
                    at.putIfAbsent(one.service(), message.atNanos());
                }
            }
        }
        return at;
    }

    /** How far from an interval after the one before each answer came. */
    private Times deviations(long from, long to) {
        List<Long> all = new ArrayList<>();
        for (String service : services.names()) {
            List<Long> served = services.servedBetween(service, from - interval.toNanos(), to);
            for (int i = 1; i < served.size(); i++) {
                all.add(Math.abs(served.get(i) - served.get(i - 1) - interval.toNanos()));
            }
        }
        return new Times(all);
    }

    /** Slots that were left out since the monitor was started. */
    long skipped() {
        return (long) rig.monitor().api().metric("healthmon_slots_skipped_total", "");
    }

    private interface Question {
        boolean answer();
    }

    private void await(String what, Question question) throws InterruptedException {
        long start = System.nanoTime();
        while (!question.answer()) {
            if (System.nanoTime() - start
                    > interval.multipliedBy(10).plusSeconds(60).toNanos()) {
                throw new IllegalStateException("not within ten intervals and a minute: " + what);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
