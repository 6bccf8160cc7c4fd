package io.healthmon.examples.benchmarks.faults;

import io.healthmon.examples.benchmarks.faults.Watch.Source;
import io.healthmon.examples.benchmarks.rig.Api;
import io.healthmon.examples.benchmarks.rig.Audit;
import io.healthmon.examples.benchmarks.rig.Rig;
import io.healthmon.examples.benchmarks.rig.Services;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One fault under load: lets it happen, and holds what the table then says against what the services answered. */
public final class FaultRun implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SLOW_REPLAY = Duration.ofMillis(50);
    private static final Duration ON_ITS_WAY = Duration.ofMillis(500);
    private static final int QUARTERS = 4;

    /** Which services are degraded in which quarter of an outage; most are healthy throughout. */
    private static final List<String> PATTERNS =
            List.of("1000", "0011", "0110", "0101", "0000", "0000", "0000", "0000");

    private final Fault fault;
    private final Rig rig;
    private final Watch watch;
    private final List<Window> windows = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long askable = Long.MAX_VALUE;
    private long endingFrom = Long.MAX_VALUE;
    private long endingTo = Long.MAX_VALUE;
    private int lives;
    private int recovered;
    private long recoveredMillis;
    private long skipped;

    /** Something to do in the middle of an outage. */
    interface Midst {
        void act() throws IOException;
    }

    private FaultRun(Fault fault, Rig rig) {
        this.fault = fault;
        this.rig = rig;
        this.watch = new Watch(rig.monitor().api(), rig.services().names().get(0));
    }

    /** Runs a fault, each outage of it so long, and says what came of it. The monitor must not run yet. */
    public static FaultResult of(Fault fault, Rig rig, Duration each) throws Exception {
        try (FaultRun run = new FaultRun(fault, rig)) {
            fault.play(run, each);
            return run.result();
        }
    }

    /** Starts the monitor. */
    void start() throws IOException {
        lives++;
        rig.monitor().start();
        rig.monitor().awaitReady();
        askable = System.nanoTime();
        watch.resume();
    }

    /** Tells the monitor to end, waits for that, and starts it again. */
    void restart() throws IOException {
        watch.suspend();
        countSkipped();
        endingFrom = System.nanoTime();
        rig.monitor().terminate();
        endingTo = System.nanoTime();
        start();
    }

    /** An outage, in the middle of which something happens; meanwhile services become degraded, and healthy again. */
    void during(Outage outage, Duration length, Midst midst) throws Exception {
        quarter(0);
        long from = System.nanoTime();
        AutoCloseable end = outage.begin(rig);
        for (int i = 1; i < QUARTERS; i++) {
            Thread.sleep(length.dividedBy(QUARTERS).toMillis());
            quarter(i);
            if (i == 1) {
                midst.act();
            }
        }
        Thread.sleep(length.dividedBy(QUARTERS).toMillis());
        windows.add(new Window(outage, from, Math.max(from, askable), System.nanoTime()));
        end.close();
    }

    private void quarter(int number) {
        List<String> names = rig.services().names();
        for (int i = 0; i < names.size(); i++) {
            String pattern = PATTERNS.get(i % PATTERNS.size());
            rig.services().degrade(names.get(i), pattern.charAt(number) == '1');
        }
    }

    /** Waits until everything that was answered up to now is recorded, and the API says that nothing is stale. */
    void awaitRecorded() throws Exception {
        long start = System.nanoTime();
        Map<String, Integer> answered = rig.services().lasts();
        while (answered.containsValue(0)) {
            patience(start, "a service was never asked");
            answered = rig.services().lasts();
        }
        Optional<String> missing = Optional.of("nothing was looked at");
        while (missing.isPresent()) {
            Api.Answer status = rig.monitor().api().get("/api/health/status");
            missing = status.code() == 200 && status.staleSince().isEmpty()
                    ? missing(answered)
                    : Optional.of("stale since " + status.staleSince());
            if (missing.isPresent()) {
                patience(start, missing.get());
            }
        }
        if (recovered < windows.size()) {
            recovered = windows.size();
            recoveredMillis = Math.max(
                    recoveredMillis,
                    (System.nanoTime() - windows.get(recovered - 1).to()) / 1_000_000);
        }
    }

    private static void patience(long start, String what) throws InterruptedException {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
            throw new IllegalStateException("after " + PATIENCE.toSeconds() + " s: " + what);
        }
        Thread.sleep(200);
    }

    private Optional<String> missing(Map<String, Integer> answered) {
        Map<String, Integer> recorded = new HashMap<>();
        try (Connection connection = rig.database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select service_name, max((checks->>'served')::bigint) from service_health_checks group by 1")) {
            while (rows.next()) {
                recorded.put(rows.getString(1), rows.getInt(2));
            }
        } catch (SQLException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return answered.entrySet().stream()
                .filter(service -> recorded.getOrDefault(service.getKey(), 0) < service.getValue())
                .map(service -> service.getKey() + ": answer " + service.getValue() + " is not in the table")
                .findFirst();
    }

    /** Makes the recording of what waits slow, and waits for the first of it. */
    void awaitFirstReplayed() throws Exception {
        rig.network().delay(SLOW_REPLAY);
        long start = System.nanoTime();
        long before = rig.database().number("select count(*) from service_health_checks");
        while (rig.database().number("select count(*) from service_health_checks") == before) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("nothing that had waited was recorded");
            }
        }
    }

    private void countSkipped() {
        skipped += (long) rig.monitor().api().metric("healthmon_slots_skipped_total", "");
        double dropped = rig.monitor().api().metric("healthmon_store_dropped_steps_total", "");
        if (dropped > 0) {
            problems.add("steps given up: " + dropped);
        }
    }

    private FaultResult result() {
        countSkipped();
        Services services = rig.services();
        Map<String, Integer> upTo = services.lasts();
        Audit audit = audit(upTo);
        Answers answers = new Answers(watch.samples(), windows);
        long abandoned = audit.lost().stream().filter(this::abandoned).count();
        audit.lost().stream()
                .filter(lost -> !abandoned(lost))
                .limit(20)
                .forEach(lost -> problems.add("lost: " + lost.service() + ", answer " + lost.number()));
        problems.addAll(audit.problems());
        problems.addAll(answers.problems());
        return new FaultResult(
                fault,
                audit.checks(),
                audit.alerts().size(),
                audit.unanswered(),
                audit.heldUp(),
                audit.unheard(),
                abandoned,
                skipped,
                answers.noticedMillis(),
                recoveredMillis,
                answers.slowest(Source.MEMORY),
                answers.slowest(Source.STORE),
                List.copyOf(problems));
    }

    /** All that was answered before now, once the monitor has recorded it and ended. */
    private Audit audit(Map<String, Integer> upTo) {
        try {
            awaitRecorded();
            watch.suspend();
            rig.monitor().terminate();
        } catch (Exception e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return Audit.of(rig.database(), rig.services(), upTo, lives, (service, timestamp, number) -> {});
    }

    /** Whether an answer came when the monitor was told to end, or was on its way then. */
    private boolean abandoned(Audit.Lost lost) {
        long at = rig.services().servedAt(lost.service(), lost.number()).orElse(Long.MIN_VALUE);
        return at >= endingFrom - ON_ITS_WAY.toNanos() && at <= endingTo;
    }

    @Override
    public void close() {
        watch.close();
    }
}
