package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthTarget;
import io.healthmon.alert.CronReader;
import io.healthmon.alert.context.ContextOptions;
import io.healthmon.internal.SimulatedServices.Mode;
import io.healthmon.store.InMemoryStore;
import io.healthmon.time.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * A monitor, its services, store, channels and the people who use it, on manual time. What happens, and when, is drawn by lot from a seed:
 * everything that is known to go wrong, one on top of the other, and between them quiet hours in which what must be true is looked
 * at.
 */
final class Simulation {

    private static final int SERVICES = 5;

    /** The service by which the monitor knows whether it is cut off. */
    private static final String CANARY = "canary";

    private static final Duration BETWEEN_EVENTS = Duration.ofHours(4);

    /** Longer than any service needs to be found failing, or well, for good. */
    private static final Duration LONG = Duration.ofHours(60);

    private final Random lot;
    private final Story story = new Story();
    private final ManualTime time = new ManualTime();
    private final ManualChecks checks = new ManualChecks();
    private final FlakyStore store = new FlakyStore(
            new InMemoryStore(Duration.ofDays(3_000), new InMemoryStore.Bounds(1_000_000, 1_000_000, Long.MAX_VALUE)));
    private final Journal journal = new Journal();
    private final Map<String, HealthTarget> targets = new LinkedHashMap<>();
    private final SimulatedServices services;
    private final SimulatedStoreTrouble trouble;
    private final SimulatedChannels channels;
    private final SimulatedPeople people;
    private final Verdict verdict;

    /** The thread on which answers are heard. */
    private final HeldUp hearing = new HeldUp();

    private PipelineHarness monitor;

    Simulation(long seed, Path folder) {
        this.lot = new Random(seed);
        this.services = new SimulatedServices(lot, checks, hearing);
        this.trouble = new SimulatedStoreTrouble(
                lot, store, pause -> monitor.advance(pause), () -> monitor.lanes.kill(), journal::excuse);
        this.channels = new SimulatedChannels(lot, pause -> monitor.advance(pause), () -> monitor.lanes.kill());
        store.journal(journal::add);
        store.journal(step -> story.tell(time, step));
        this.people = new SimulatedPeople(lot, time);
        this.verdict = new Verdict(store, journal, channels);
        targets.put(CANARY, services.target(CANARY, List.of()));
        for (int i = 0; i < SERVICES; i++) {
            targets.put("s" + i, target(i));
        }
        monitor = PipelineHarness.setup()
                .time(time)
                .store(store)
                .checks(checks)
                .channels(channels.channels())
                .context(new ContextOptions(List.of(), List.of(CANARY), CronReader.NONE))
                .spool(folder)
                .hearing(hearing)
                .seed(lot.nextLong())
                .prepare(watched());
    }

    /** Runs so long, and then ends in quiet. */
    void run(Duration span) {
        long end = time.nanos() + span.toNanos();
        try {
            monitor.start();
            while (time.nanos() < end) {
                happen();
                advance(Duration.ofSeconds(lot.nextInt((int) (2 * BETWEEN_EVENTS.toSeconds()))));
                if (lot.nextInt(40) == 0) {
                    quiet();
                }
            }
            quiet();
        } catch (Throwable t) {
            throw new AssertionError("it went wrong after:\n" + story.end(), t);
        } finally {
            monitor.restarted(); // lets go of the spool
        }
    }

    Story story() {
        return story;
    }

    Journal journal() {
        return journal;
    }

    // ---- what happens

    private void happen() {
        switch (lot.nextInt(25)) {
            case 0, 1, 2, 3, 4, 5 -> {
                String service = any();
                story.tell(time, "%s: %s", service, services.change(service));
            }
            case 6, 7 -> story.tell(time, "the store: %s", trouble.change());
            case 8 -> {
                trouble.end();
                story.tell(time, "the store is well");
            }
            case 9 -> monitor.lanes.dieAfter(lot.nextInt(200));
            case 10 -> trouble.dieAtCall(1 + lot.nextInt(20));
            case 11 -> clock();
            case 12 -> roster();
            case 13 -> takenOver();
            case 14 -> {
                monitor.pipeline.checkNow(any());
                restart();
            }
            case 15, 16, 17 -> story.tell(time, "channel %s", channels.change());
            case 18 -> channels.dieAtSend(1 + lot.nextInt(3));
            case 22 -> heldUp(Duration.ofSeconds(lot.nextInt(10_000)));
            case 19, 20, 21 -> story.tell(time, "somebody %s", people.say(monitor.pipeline, any()));
            default -> everythingAtOnce();
        }
    }

    private void clock() {
        Duration by = Duration.ofSeconds(lot.nextInt(10) == 0 ? lot.nextInt(200_000) : lot.nextInt(4_000));
        switch (lot.nextInt(4)) {
            case 0 -> time.jumpWall(by.negated());
            case 1 -> time.jumpWall(by); // set ahead, or the machine slept
            case 2 -> monitor.stall(by);
            default -> time.jumpWall(Duration.ofMillis(lot.nextInt(2_000) - 1_000));
        }
        story.tell(time, "the clock is set, or the machine overrun: up to %s", by);
    }

    /** The monitor's own threads are held up, and hear nobody. */
    private void heldUp(Duration by) {
        story.tell(time, "the monitor is held up for %s", by);
        hearing.hold();
        advance(by);
        hearing.letGo();
    }

    /** A service is added, replaced or removed. */
    private void roster() {
        int number = lot.nextInt(SERVICES);
        String service = "s" + number;
        if (targets.containsKey(service) && targets.size() > 2 && lot.nextBoolean()) {
            story.tell(time, "%s is removed", service);
            targets.remove(service);
            monitor.pipeline.remove(service);
            return;
        }
        HealthTarget target = target(number);
        story.tell(time, "%s is put there: %s %s", service, target.thresholds(), target.rules());
        if (targets.put(service, target) == null) {
            monitor.pipeline.add(target);
        } else {
            monitor.pipeline.replace(target);
        }
    }

    /** The service of that number; it may depend on those before it. */
    private HealthTarget target(int number) {
        boolean depends = number > 0 && lot.nextInt(3) == 0;
        return services.target("s" + number, depends ? List.of("s" + lot.nextInt(number)) : List.of());
    }

    /** Another monitor takes the pen; this one ends, and is started again by whoever keeps it running. */
    private void takenOver() {
        story.tell(time, "another monitor takes over");
        trouble.end();
        store.openWriter(UUID.randomUUID());
        advance(Duration.ofHours(3));
        restart();
    }

    private void everythingAtOnce() {
        Mode mode = lot.nextBoolean() ? Mode.UNHEALTHY : Mode.WELL;
        story.tell(time, "all: %s", mode);
        targets.keySet().forEach(service -> services.be(service, mode));
    }

    private String any() {
        List<String> names = new ArrayList<>(targets.keySet());
        return names.get(lot.nextInt(names.size()));
    }

    /** All but the canary. */
    private List<String> watchedServices() {
        return targets.keySet().stream().filter(name -> !name.equals(CANARY)).toList();
    }

    // ---- time, and death

    private void advance(Duration by) {
        monitor.advance(by);
        for (int tries = 0; monitor.lanes.isDead(); tries++) {
            restart();
            assertThat(tries).as("deaths while it starts").isLessThan(100);
        }
    }

    private void restart() {
        story.tell(time, "the monitor died; another begins");
        channels.died();
        monitor = monitor.restarted().seed(lot.nextLong()).prepare(watched());
        monitor.start();
    }

    private HealthTarget[] watched() {
        return targets.values().toArray(HealthTarget[]::new);
    }

    // ---- what must be true

    /** Nothing goes wrong any more: now everything must be where it belongs. */
    private void quiet() {
        story.tell(time, "quiet");
        trouble.end();
        channels.end();
        services.be(CANARY, Mode.WELL);
        monitor.lanes.dieAfter(Long.MAX_VALUE);
        advance(LONG);
        people.takeBack(monitor.pipeline);
        consistent();
        if (lot.nextBoolean()) {
            allAre(Mode.UNHEALTHY);
            verdict.eachFailureIsTold(monitor, watchedServices());
        }
        allAre(Mode.WELL);
        verdict.nothingIsActive();
        if (lot.nextBoolean()) {
            heldUpWhileAllIsWell();
        }
    }

    /** Not for longer than two checks of a service take: then it is nobody's fault but the monitor's, and nobody is told. */
    private void heldUpWhileAllIsWell() {
        int alerts = journal.alerts().size();
        Map<String, Integer> started = new HashMap<>();
        Map<String, Long> recorded = new HashMap<>();
        for (String service : targets.keySet()) {
            started.put(service, checks.started(service));
            recorded.put(service, verdict.rowsAndMissing(service));
        }
        heldUp(SimulatedServices.SHORTEST_INTERVAL.plusSeconds(lot.nextInt(600)));
        advance(LONG);
        consistent();
        assertThat(journal.alerts()).as("alerts, though all was well").hasSize(alerts);
        for (String service : targets.keySet()) {
            assertThat(verdict.rowsAndMissing(service) - recorded.get(service))
                    .as("checks of %s that are a row or in a gap", service)
                    .isEqualTo(checks.started(service) - started.get(service));
        }
    }

    private void allAre(Mode mode) {
        watchedServices().forEach(service -> services.be(service, mode));
        advance(LONG);
        consistent();
    }

    private void consistent() {
        monitor.flush();
        verdict.everythingIsWhereItBelongs(monitor, targets.keySet());
    }
}
