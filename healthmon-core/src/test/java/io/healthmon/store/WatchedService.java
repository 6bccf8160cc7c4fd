package io.healthmon.store;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.Decision;
import io.healthmon.alert.ServiceState;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A service whose steps a test makes: the default policy folds what the test says was found. */
public final class WatchedService {

    private final HealthTarget target;
    private ServiceState state;

    public WatchedService(String name) {
        this(name, ServiceState.initial(name));
    }

    /** One that goes on from a state that was recorded. */
    public WatchedService(String name, ServiceState state) {
        target = HealthTarget.tcp(name, "localhost", 1).critical(true).build();
        this.state = state;
    }

    /** The step of a check that found {@code status}. */
    public Step step(HealthStatus status, Instant at) {
        return step(check(status, at));
    }

    /** The step of a check. */
    public Step step(CheckResult check) {
        Decision decision = AlertPolicy.standard().decide(target, state, check);
        state = decision.state();
        return new Step(Optional.of(check), state, decision.transitions());
    }

    /** A check that found {@code status}. */
    public CheckResult check(HealthStatus status, Instant at) {
        return check(at, evaluation(status));
    }

    /** A check that found what {@code evaluation} says. */
    public CheckResult check(Instant at, Evaluation evaluation) {
        return new CheckResult(target.name(), at, Duration.ofMillis(12), evaluation);
    }

    /** The state after the last step. */
    public ServiceState state() {
        return state;
    }

    private static Evaluation evaluation(HealthStatus status) {
        Checks checks = Checks.of(Map.of("database", status.word()));
        return status == HealthStatus.HEALTHY
                ? Evaluation.healthy(checks, Optional.empty())
                : Evaluation.of(status, Reason.REPORTED, "it says " + status, checks, Optional.empty());
    }

    /** Makes a batch. */
    public static List<Step> batch(Step... steps) {
        return List.of(steps);
    }
}
