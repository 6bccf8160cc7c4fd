package io.healthmon.examples.benchmarks.micro;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.Decision;
import io.healthmon.alert.ServiceState;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Timings;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.evaluate.StatusEvaluator;
import io.healthmon.target.AlertRules;
import io.healthmon.target.Flapping;
import io.healthmon.target.Thresholds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The pure part of a check: from the bytes that came back to the state and the text that are stored. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CheckPath {

    private static final Instant NOW = Instant.parse("2026-11-24T04:00:00Z");

    /** An hour of them. */
    private static final int CHECKS = 120;

    private final HealthTarget target = HealthTarget.http("stream-bot", "http://stream-bot:5000/health")
            .critical(true)
            .build();
    private final StatusEvaluator evaluator = StatusEvaluator.standard();
    private final AlertPolicy policy = AlertPolicy.standard();
    private final Observation healthy = answer(200, "healthy", "running");
    private final Observation degraded = answer(503, "degraded", "stopped");
    private final Evaluation evaluated = evaluator.evaluate(target, healthy, HealthStatus.HEALTHY);
    private final Evaluation bad = evaluator.evaluate(target, degraded, HealthStatus.HEALTHY);
    private final HealthTarget strict = HealthTarget.http("stream-bot", "http://stream-bot:5000/health")
            .critical(true)
            .thresholds(new Thresholds(3, 2, 3))
            .rules(new AlertRules(
                    Duration.ofMinutes(5),
                    Optional.of(Duration.ofSeconds(5)),
                    Optional.of(Duration.ofHours(1)),
                    Optional.of(Flapping.DEFAULT),
                    List.of("postgres")))
            .build();
    private final ServiceState steady = after(target, evaluated, evaluated);
    private final ServiceState flapping = after(strict, evaluated, bad);
    private final CheckResult next = check(NOW.plusSeconds(30), evaluated);
    private final CheckResult failing = check(NOW.plusSeconds(30), bad);
    private final String stored = evaluated.checks().json();

    /** The evaluator on stream-bot's body, all well: JSON is read, words are looked up, components are written. */
    @Benchmark
    public Evaluation evaluateHealthy() {
        return evaluator.evaluate(target, healthy, HealthStatus.HEALTHY);
    }

    /** The same, degraded: a sentence is made too. */
    @Benchmark
    public Evaluation evaluateDegraded() {
        return evaluator.evaluate(target, degraded, HealthStatus.HEALTHY);
    }

    /** Stored components read to a tree: JSON reading alone. */
    @Benchmark
    public Object readJson() {
        return Checks.stored(stored).tree();
    }

    /** The policy, nothing happening. */
    @Benchmark
    public Decision decideSteady() {
        return policy.decide(target, steady, next);
    }

    /** The policy, an alert opening. */
    @Benchmark
    public Decision decideOpening() {
        return policy.decide(target, steady, failing);
    }

    /** The policy with all of its rules, of a service that flaps. */
    @Benchmark
    public Decision decideFlapping() {
        return policy.decide(strict, flapping, failing);
    }

    /** From the observation to the decision, as the pipeline goes. */
    @Benchmark
    public Decision wholePath() {
        Evaluation evaluation = evaluator.evaluate(target, healthy, HealthStatus.HEALTHY);
        return policy.decide(target, steady, check(NOW.plusSeconds(30), evaluation));
    }

    /** What an hour of checks comes to that find the one and the other by turns. */
    private ServiceState after(HealthTarget its, Evaluation one, Evaluation other) {
        ServiceState state = ServiceState.initial(its.name());
        for (int i = CHECKS; i >= 0; i--) {
            state = policy.decide(its, state, check(NOW.minusSeconds(30L * i), i % 2 == 0 ? one : other))
                    .state();
        }
        return state;
    }

    private static CheckResult check(Instant at, Evaluation evaluation) {
        return new CheckResult("stream-bot", at, Duration.ofMillis(3), evaluation);
    }

    private static Observation answer(int code, String status, String tokenRefresh) {
        String body =
                "{\"status\":\"" + status + "\",\"service\":\"stream-bot\",\"version\":\"1.0.0\",\"uptime\":86400,"
                        + "\"checks\":{\"database\":\"healthy\",\"oauth_storage\":\"healthy\",\"token_refresh_service\":\""
                        + tokenRefresh + "\",\"bot_manager\":\"running\"},\"timestamp\":\"2026-11-24T04:00:00.000Z\"}";
        return new Observation.Answer(
                code, Optional.of("application/json"), body.getBytes(StandardCharsets.UTF_8), false, Timings.NONE);
    }
}
