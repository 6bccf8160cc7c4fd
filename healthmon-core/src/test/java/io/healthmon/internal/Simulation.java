package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.internal.SimulatedServices.Mode;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.StoredAlert;
import io.healthmon.time.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * A monitor, its services, its store and the people who use it, on manual time. What happens, and when, is drawn by lot from a seed:
 * everything that is known to go wrong, one on top of the other, and between them quiet hours in which what must be true is looked
 * at.
 */
final class Simulation {

    private static final int SERVICES = 5;
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
    private PipelineHarness monitor;

    Simulation(long seed, Path folder) {
        this.lot = new Random(seed);
        this.services = new SimulatedServices(lot, checks);
        this.trouble = new SimulatedStoreTrouble(
                lot, store, pause -> monitor.advance(pause), () -> monitor.lanes.kill(), journal::excuse);
        store.journal(journal::add);
        store.journal(step -> story.tell(time, step));
        for (int i = 0; i < SERVICES; i++) {
            String name = "s" + i;
            targets.put(name, services.target(name, List.of()));
        }
        monitor = PipelineHarness.setup()
                .time(time)
                .store(store)
                .checks(checks)
                .spool(folder)
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
        switch (lot.nextInt(16)) {
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
            case 12 -> people();
            case 13 -> takenOver();
            case 14 -> {
                monitor.pipeline.checkNow(any());
                restart();
            }
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

    private void people() {
        String service = "s" + lot.nextInt(SERVICES);
        if (!targets.containsKey(service)) {
            story.tell(time, "%s is added", service);
            HealthTarget target = services.target(service, List.of());
            targets.put(service, target);
            monitor.pipeline.add(target);
        } else if (lot.nextBoolean()) {
            story.tell(time, "%s is replaced", service);
            HealthTarget target = services.target(service, List.of());
            targets.put(service, target);
            monitor.pipeline.replace(target);
        } else if (targets.size() > 1) {
            story.tell(time, "%s is removed", service);
            targets.remove(service);
            monitor.pipeline.remove(service);
        }
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
        monitor.lanes.dieAfter(Long.MAX_VALUE);
        advance(LONG);
        consistent();
        if (lot.nextBoolean()) {
            allAre(Mode.UNHEALTHY);
            for (String service : targets.keySet()) {
                assertThat(monitor.state(service).activeAlert())
                        .as("the alert of %s, which fails for ever", service)
                        .isPresent();
            }
        }
        allAre(Mode.WELL);
        assertThat(journal.alerts().stream().filter(Alert::active))
                .as("active alerts, though all is well")
                .isEmpty();
    }

    private void allAre(Mode mode) {
        targets.keySet().forEach(service -> services.be(service, mode));
        advance(LONG);
        consistent();
    }

    private void consistent() {
        monitor.flush();
        journal.verify();
        for (String service : targets.keySet()) {
            assertThat(monitor.state(service)).isEqualTo(store.state(service));
        }
        assertThat(monitor.spool.orElseThrow().isEmpty()).isTrue();
        List<Alert> recorded =
                store.allAlerts().stream().map(StoredAlert::alert).toList();
        assertThat(recorded).containsExactlyInAnyOrderElementsOf(journal.alerts());
    }
}
