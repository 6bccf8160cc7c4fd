package io.healthmon.examples.benchmarks.doors;

import io.healthmon.examples.benchmarks.machine.ProcessTree;
import io.healthmon.examples.benchmarks.rig.Api;
import io.healthmon.examples.benchmarks.rig.Rig;
import io.healthmon.examples.benchmarks.rig.WebHook;
import io.healthmon.examples.benchmarks.storm.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Lets attacks run against a monitor at work, and looks at its checks, an alert and {@code /health} meanwhile. Not thread-safe. */
final class DoorsRun {

    private static final long LOOK_MILLIS = 100;
    private static final Duration ALERT_LIMIT = Duration.ofSeconds(60);

    private final Rig rig;
    private final WebHook hook;
    private final Duration interval;
    private final Duration each;
    private int next;

    DoorsRun(Rig rig, WebHook hook, Duration interval, Duration each) {
        this.rig = rig;
        this.hook = hook;
        this.interval = interval;
        this.each = each;
    }

    /**
     * What was seen.
     *
     * @param outcomes what became of what was sent
     * @param slots how far off their slots checks were
     * @param leftOut slots that were left out
     * @param alert from a service's first bad answer until the web hook was told; empty if it was not
     * @param health how long {@code /health} took
     * @param healthFailed how often it did not answer 200
     * @param cpu cores that the monitor used
     */
    record Seen(
            Tally outcomes,
            Times slots,
            long leftOut,
            OptionalLong alert,
            Times health,
            int healthFailed,
            double cpu) {}

    /** Starts the monitor and waits until each service was asked some times. */
    void start() throws Exception {
        rig.monitor().start();
        rig.monitor().awaitReady();
        long begun = System.nanoTime();
        while (!rig.services().lasts().values().stream().allMatch(last -> last > 3)) {
            if (System.nanoTime() - begun > Duration.ofMinutes(3).toNanos()) {
                throw new IllegalStateException("not all services are asked within three minutes");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** One attack, as long as each lasts. */
    Seen under(Attack attack) throws InterruptedException {
        hook.clear();
        Api api = rig.monitor().api();
        double left = leftOut();
        ProcessTree monitor = new ProcessTree(rig.monitor().pid());
        double cpu = monitor.cpuSeconds();
        long began = System.nanoTime();
        long until = began + each.toNanos();
        Tally tally = new Tally();
        Thread attacker = new Thread(
                () -> {
                    try {
                        attack.run(api.port(), until, tally);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "attack");
        attacker.start();
        String service = rig.services().names().get(next++);
        List<Long> health = new ArrayList<>();
        int failed = 0;
        boolean degraded = false;
        while (System.nanoTime() - until < 0) {
            if (!degraded && System.nanoTime() - began > each.toNanos() / 3) {
                rig.services().degrade(service, true);
                degraded = true;
            }
            long asked = System.nanoTime();
            if (api.get("/health").code() == 200) {
                health.add(System.nanoTime() - asked);
            } else {
                failed++;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        long over = System.nanoTime();
        double cores = (monitor.cpuSeconds() - cpu) / ((over - began) / 1e9);
        Times slots = deviations(began, over);
        attacker.join();
        OptionalLong alert = told(service);
        rig.services().degrade(service, false);
        return new Seen(tally, slots, (long) (leftOut() - left), alert, new Times(health), failed, cores);
    }

    private double leftOut() {
        return rig.monitor().api().metric("healthmon_slots_skipped_total", "");
    }

    private OptionalLong told(String service) throws InterruptedException {
        OptionalLong said = rig.services().saidDegradedAt(service);
        long limit = System.nanoTime() + ALERT_LIMIT.toNanos();
        while (said.isPresent() && System.nanoTime() - limit < 0) {
            for (WebHook.Message message : hook.messages()) {
                if (message.told().stream()
                        .anyMatch(one ->
                                one.service().equals(service) && one.kind().equals("triggered"))) {
                    return OptionalLong.of(message.atNanos() - said.getAsLong());
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return OptionalLong.empty();
    }

    private Times deviations(long from, long to) {
        List<Long> all = new ArrayList<>();
        for (String service : rig.services().names()) {
            List<Long> served = rig.services().servedBetween(service, from - interval.toNanos(), to);
            for (int i = 1; i < served.size(); i++) {
                all.add(Math.abs(served.get(i) - served.get(i - 1) - interval.toNanos()));
            }
        }
        return new Times(all);
    }
}
