package io.healthmon.internal;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.CheckRequest;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import io.healthmon.target.AlertRules;
import io.healthmon.target.Flapping;
import io.healthmon.target.Thresholds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The services that a {@link Simulation} watches: what they are, and how they are. */
final class SimulatedServices {

    static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(20);

    private static final List<Duration> INTERVALS =
            List.of(SHORTEST_INTERVAL, Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(2));

    /** How a service is. */
    enum Mode {
        WELL,
        DEGRADED,
        /** Degraded by the first of the others. */
        BLAMING,
        UNHEALTHY,
        UNREACHABLE,
        /** Each time something else. */
        FICKLE,
        /** Well and unhealthy by turns, mostly. */
        FLAPPING,
        HANGING,
        /** Nothing can be found out, by the monitor's own fault. */
        MONITOR_FAULT
    }

    private final Random lot;
    private final ManualChecks checks;
    private final HeldUp hearing;
    private final Map<String, Mode> modes = new HashMap<>();
    private final Map<String, Boolean> up = new HashMap<>();

    /** @param hearing while it is held up, nobody hears what they answer */
    SimulatedServices(Random lot, ManualChecks checks, HeldUp hearing) {
        this.lot = lot;
        this.hearing = hearing;
        this.checks = checks;
    }

    /** A service, configured at random. */
    HealthTarget target(String name, List<String> parents) {
        Duration interval = INTERVALS.get(lot.nextInt(INTERVALS.size()));
        Duration startPeriod = lot.nextInt(3) == 0 ? interval.multipliedBy(3) : Duration.ZERO;
        Optional<Duration> recheck = lot.nextBoolean() ? Optional.of(Duration.ofMinutes(1)) : Optional.empty();
        Optional<Duration> reminder = lot.nextInt(3) == 0 ? Optional.of(Duration.ofHours(7)) : Optional.empty();
        Optional<Flapping> flapping = lot.nextInt(3) == 0 ? Optional.of(Flapping.DEFAULT) : Optional.empty();
        return ManualChecks.target(name)
                .critical(lot.nextBoolean())
                .interval(interval)
                .timeout(Duration.ofSeconds(1 + lot.nextInt(30)))
                .thresholds(new Thresholds(1 + lot.nextInt(3), 1 + lot.nextInt(3), lot.nextInt(4)))
                .rules(new AlertRules(startPeriod, recheck, reminder, flapping, parents))
                .label("team", lot.nextBoolean() ? "red" : "blue")
                .build();
    }

    /** The service is so from now on. */
    void be(String service, Mode mode) {
        modes.put(service, mode);
        checks.behave(service, this::answer);
    }

    /** The service changes, in whatever way. */
    Mode change(String service) {
        Mode[] all = Mode.values();
        Mode mode = lot.nextInt(3) == 0 ? Mode.WELL : all[lot.nextInt(all.length)];
        be(service, mode);
        return mode;
    }

    private CompletionStage<Observation> answer(CheckRequest request) {
        CompletableFuture<Observation> heard = new CompletableFuture<>();
        hearing.execute(() -> said(request).thenAccept(heard::complete));
        return heard;
    }

    private CompletionStage<Observation> said(CheckRequest request) {
        String service = request.service();
        return switch (modes.getOrDefault(service, Mode.WELL)) {
            case WELL -> done(service, HealthStatus.HEALTHY);
            case DEGRADED -> done(service, HealthStatus.DEGRADED);
            case BLAMING ->
                CompletableFuture.completedFuture(Observation.Statement.of(
                        HealthStatus.DEGRADED,
                        Reason.COMPONENT,
                        "s0 is unhealthy",
                        Checks.of(Map.of("s0", "unhealthy")),
                        Timings.NONE));
            case UNHEALTHY -> done(service, HealthStatus.UNHEALTHY);
            case UNREACHABLE -> done(service, HealthStatus.UNKNOWN);
            case FICKLE -> done(service, HealthStatus.values()[lot.nextInt(4)]);
            case FLAPPING -> {
                boolean now = up.merge(service, true, (was, ignored) -> lot.nextInt(5) == 0 ? was : !was);
                yield done(service, now ? HealthStatus.HEALTHY : HealthStatus.UNHEALTHY);
            }
            case HANGING -> new CompletableFuture<>();
            case MONITOR_FAULT -> CompletableFuture.completedFuture(new Observation.MonitorFault("by the simulation"));
        };
    }

    private CompletionStage<Observation> done(String service, HealthStatus status) {
        return CompletableFuture.completedFuture(checks.observation(service, status));
    }
}
