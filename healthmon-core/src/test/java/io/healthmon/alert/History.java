package io.healthmon.alert;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.target.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A service's checks, one every 30 s, folded by the standard policy. */
final class History {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Decision> decisions = new ArrayList<>();
    private final List<HealthStatus> statuses = new ArrayList<>();
    private ServiceState state = ServiceState.initial("api");

    static HealthTarget target(int failure, int recovery, int unknown) {
        return target(false, new Thresholds(failure, recovery, unknown));
    }

    static HealthTarget target(boolean critical, Thresholds thresholds) {
        return HealthTarget.tcp("api", "127.0.0.1", 1)
                .critical(critical)
                .thresholds(thresholds)
                .build();
    }

    /** Folds these checks, each not healthy one with this cause. */
    static History of(HealthTarget target, List<HealthStatus> statuses) {
        History history = new History();
        statuses.forEach(status -> history.then(target, status, "it says so"));
        return history;
    }

    History then(HealthTarget target, HealthStatus status, String cause) {
        Decision decision = AlertPolicy.standard().decide(target, state, check(statuses.size(), status, cause));
        decisions.add(decision);
        statuses.add(status);
        state = decision.state();
        return this;
    }

    static Instant at(int number) {
        return START.plusSeconds(30L * number);
    }

    static CheckResult check(int number, HealthStatus status, String cause) {
        Evaluation evaluation = status == HealthStatus.HEALTHY
                ? Evaluation.healthy(Checks.empty(), Optional.empty())
                : Evaluation.of(status, Reason.REPORTED, cause, Checks.empty(), Optional.empty());
        return new CheckResult("api", at(number), Duration.ofMillis(5), evaluation);
    }

    List<HealthStatus> statuses() {
        return statuses;
    }

    List<Decision> decisions() {
        return decisions;
    }

    ServiceState state() {
        return state;
    }

    List<Transition> transitions() {
        return decisions.stream()
                .flatMap(decision -> decision.transitions().stream())
                .toList();
    }

    /** What happened at each check, as letters: T triggered, C changed, R resolved, a dot for nothing. */
    String letters() {
        StringBuilder letters = new StringBuilder();
        for (Decision decision : decisions) {
            letters.append(
                    decision.transitions().isEmpty()
                            ? "."
                            : decision.transitions().get(0).kind().name().substring(0, 1));
        }
        return letters.toString();
    }
}
