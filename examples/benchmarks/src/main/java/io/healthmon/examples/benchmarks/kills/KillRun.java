package io.healthmon.examples.benchmarks.kills;

import io.healthmon.examples.benchmarks.rig.Api;
import io.healthmon.examples.benchmarks.rig.Audit;
import io.healthmon.examples.benchmarks.rig.DeliveryAudit;
import io.healthmon.examples.benchmarks.rig.Rig;
import io.healthmon.examples.benchmarks.rig.WebHook;
import io.healthmon.examples.benchmarks.rig.WebHook.Manner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Starts the monitor, lets the database come and go, and the web hook that is told of alerts fail now and then; kills the monitor at a
 * random moment, and again; then holds the tables against what the services answered, what a reader was shown and what the web hook was
 * told. Not thread-safe.
 */
public final class KillRun {

    /**
     * What may be lost: what waits 0.2 s for its batch, and for the second that a batch may take before it goes to disk; and what a process
     * that evaluates, commits and spools for the first time needs to load all that.
     */
    static final Duration ONE_BATCH = Duration.ofMillis(2_500);

    private static final Duration SHORTEST_LIFE = Duration.ofMillis(50);
    private static final Duration LONGEST_LIFE = Duration.ofMillis(2_500);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int MAX_PROBLEMS = 20;
    private static final String UNSENT = "select count(*) from healthmon_outbox where status = 'pending'";
    private static final String ACTIVE = "select count(*) from service_health_alerts where status = 'active'";

    /** What the network to the database does. */
    private enum Weather {
        FINE,
        FINE_TOO,
        REFUSED,
        SWALLOWED,
        RESET;

        void make(Rig rig) throws IOException {
            switch (this) {
                case FINE, FINE_TOO -> rig.network().pass();
                case REFUSED -> rig.network().refuse();
                case SWALLOWED -> rig.network().swallow();
                case RESET -> rig.network().reset();
            }
        }
    }

    private final Rig rig;
    private final WebHook hook;
    private final Random lot;
    private final Duration unseen;
    private final TreeMap<Long, Long> lives = new TreeMap<>(); // from its start to its kill
    private final List<String> problems = new ArrayList<>();
    private Instant settled = Instant.MAX;

    private KillRun(Rig rig, WebHook hook, long seed, Duration unseen) {
        this.rig = rig;
        this.unseen = unseen;
        this.hook = hook;
        this.lot = new Random(seed);
    }

    /** A web hook's manners, drawn by lot: of twenty messages it fails one, is busy for one, takes one late, and one without saying so. */
    public static Supplier<Manner> manners(long seed) {
        Random lot = new Random(seed);
        return () -> {
            int drawn = lot.nextInt(20);
            return drawn < Manner.values().length ? Manner.values()[drawn] : Manner.TAKE;
        };
    }

    /**
     * Kills so often. Blocks for some seconds for each.
     *
     * @param hook whom the monitor tells of alerts
     * @param unseen how long before its kill an answer may have come that is lost, and that nobody was shown
     */
    public static KillResult of(Rig rig, WebHook hook, int kills, long seed, Duration unseen, Runnable onKill)
            throws Exception {
        KillRun run = new KillRun(rig, hook, seed, unseen);
        try (Seen seen = new Seen(rig.monitor().api())) {
            for (int i = 0; i < kills; i++) {
                run.life();
                onKill.run();
            }
            run.lastLife();
            return run.result(seen, kills);
        }
    }

    private void life() throws Exception {
        weather().make(rig);
        long start = System.nanoTime();
        rig.monitor().start();
        if (lot.nextInt(5) > 0) { // else it dies while it starts
            rig.monitor().awaitReady();
        }
        someChange();
        pause(lot.nextDouble());
        someChange();
        weather().make(rig);
        pause(lot.nextDouble());
        lives.put(start, System.nanoTime());
        rig.monitor().kill();
    }

    private void someChange() {
        for (String service : rig.services().names()) {
            if (lot.nextInt(20) == 0) {
                rig.services().degrade(service, lot.nextBoolean());
            }
        }
    }

    private Weather weather() {
        return Weather.values()[lot.nextInt(Weather.values().length)];
    }

    private static void pause(double share) throws InterruptedException {
        long range = LONGEST_LIFE.minus(SHORTEST_LIFE).toMillis();
        Thread.sleep((SHORTEST_LIFE.toMillis() + (long) (share * share * range)) / 2);
    }

    /** All is well, and everything is recorded. */
    private void lastLife() throws Exception {
        rig.network().pass();
        rig.services().names().forEach(service -> rig.services().degrade(service, false));
        lives.put(System.nanoTime(), Long.MAX_VALUE); // it ends when asked to, and loses nothing
        rig.monitor().start();
        rig.monitor().awaitReady();
        long start = System.nanoTime();
        while (!settled()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        "not all is well and recorded after " + PATIENCE.toSeconds() + " s: " + unsettled());
            }
            Thread.sleep(200);
        }
        settled = Instant.now();
        rig.monitor().terminate();
    }

    private boolean settled() {
        Api api = rig.monitor().api();
        Api.Answer status = api.get("/api/health/status");
        return status.code() == 200
                && status.staleSince().isEmpty()
                && api.metric("healthmon_store_up", "") == 1
                && api.metric("healthmon_spool_steps", "") == 0
                && rig.database().number(UNSENT) == 0
                && rig.database().number(ACTIVE) == 0;
    }

    private String unsettled() {
        Api api = rig.monitor().api();
        Api.Answer status = api.get("/api/health/status");
        return "status answers %d, stale since %s; the store is up: %s; steps in the spool: %s; messages to send: %d; alerts active: %d"
                .formatted(
                        status.code(),
                        status.staleSince().isEmpty() ? "never" : status.staleSince(),
                        api.metric("healthmon_store_up", ""),
                        api.metric("healthmon_spool_steps", ""),
                        rig.database().number(UNSENT),
                        rig.database().number(ACTIVE));
    }

    private KillResult result(Seen seen, int kills) {
        Map<String, BitSet> recorded = new HashMap<>();
        Audit audit = Audit.of(
                rig.database(),
                rig.services(),
                Map.of(),
                lives.size(),
                (service, timestamp, number) ->
                        recorded.computeIfAbsent(service, name -> new BitSet()).set((int) number));
        for (String service : rig.services().names()) {
            BitSet missing = seen.of(service);
            missing.andNot(recorded.getOrDefault(service, new BitSet()));
            if (!missing.isEmpty()) {
                problem("seen and lost: " + service + ", answers " + missing);
            }
        }
        DeliveryAudit delivery = DeliveryAudit.of(rig.database(), hook, settled);
        delivery.problems().forEach(this::problem);
        audit.problems().forEach(this::problem); // before those below, of which there may be more than are told
        long oldest = 0;
        for (Audit.Lost lost : audit.lost()) {
            long age = millisBeforeItsKill(lost);
            oldest = Math.max(oldest, age);
            if (age > unseen.toMillis()) {
                problem("lost, though it came " + age + " ms before the kill: " + lost.service() + ", answer "
                        + lost.number());
            }
        }
        return new KillResult(
                kills,
                audit.checks(),
                audit.alerts().size(),
                seen.looks(),
                seen.count(),
                audit.heldUp(),
                audit.unheard(),
                audit.lost().size(),
                oldest,
                delivery.told(),
                hook.messages().size(),
                delivery.duplicates(),
                hook.met(Manner.CUT),
                List.copyOf(problems));
    }

    private long millisBeforeItsKill(Audit.Lost lost) {
        long at = rig.services().servedAt(lost.service(), lost.number()).orElseThrow();
        Map.Entry<Long, Long> life = lives.floorEntry(at);
        if (life == null || life.getValue() == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        // An answer may have been on its way when the kill came, and a slow machine may have written it to the dead.
        return Math.max(0, (life.getValue() - at) / 1_000_000);
    }

    private void problem(String what) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(what);
        }
    }
}
