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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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

    private final HealthTarget target = HealthTarget.http("stream-bot", "http://stream-bot:5000/health")
            .critical(true)
            .build();
    private final StatusEvaluator evaluator = StatusEvaluator.standard();
    private final AlertPolicy policy = AlertPolicy.standard();
    private final Observation healthy = answer(200, "healthy", "running");
    private final Observation degraded = answer(503, "degraded", "stopped");
    private final Evaluation evaluated = evaluator.evaluate(target, healthy, HealthStatus.HEALTHY);
    private final Evaluation bad = evaluator.evaluate(target, degraded, HealthStatus.HEALTHY);
    private final ServiceState steady = state(evaluated);
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

    /** From the observation to the decision, as the pipeline goes. */
    @Benchmark
    public Decision wholePath() {
        Evaluation evaluation = evaluator.evaluate(target, healthy, HealthStatus.HEALTHY);
        return policy.decide(target, steady, check(NOW.plusSeconds(30), evaluation));
    }

    private static ServiceState state(Evaluation evaluation) {
        return new ServiceState(
                "stream-bot", Optional.of(check(NOW, evaluation)), Optional.of(NOW), 0, 1, Optional.empty());
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
