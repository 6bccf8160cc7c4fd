package io.healthmon.alert;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.target.AlertRules;
import io.healthmon.target.Flapping;
import io.healthmon.target.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A service's checks, one every 30 s, folded by the standard policy. */
final class History {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Decision> decisions = new ArrayList<>();
    private final List<HealthStatus> statuses = new ArrayList<>();
    private ServiceState state = ServiceState.initial("api");
    private int missed;

    static HealthTarget target(int failure, int recovery, int unknown) {
        return target(false, new Thresholds(failure, recovery, unknown));
    }

    static HealthTarget target(boolean critical, Thresholds thresholds) {
        return HealthTarget.tcp("api", "127.0.0.1", 1)
                .critical(critical)
                .thresholds(thresholds)
                .build();
    }

    static HealthTarget target(Thresholds thresholds, AlertRules rules) {
        return HealthTarget.tcp("api", "127.0.0.1", 1)
                .thresholds(thresholds)
                .rules(rules)
                .build();
    }

    static AlertRules startPeriod(Duration period) {
        return new AlertRules(period, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    static AlertRules reminders(Duration interval) {
        return new AlertRules(Duration.ZERO, Optional.empty(), Optional.of(interval), Optional.empty(), List.of());
    }

    static AlertRules flapping(int high, int low) {
        return new AlertRules(
                Duration.ZERO, Optional.empty(), Optional.empty(), Optional.of(new Flapping(high, low)), List.of());
    }

    /** Folds these checks, as letters: h healthy, d degraded, u unhealthy, ? unknown, and a blank for one that is missed. */
    History then(HealthTarget target, String letters) {
        letters.chars().forEach(letter -> {
            if (letter == ' ') {
                missed++;
            } else {
                then(target, status((char) letter), "it says so");
            }
        });
        return this;
    }

    static HealthStatus status(char letter) {
        return switch (letter) {
            case 'h' -> HealthStatus.HEALTHY;
            case 'd' -> HealthStatus.DEGRADED;
            case 'u' -> HealthStatus.UNHEALTHY;
            case '?' -> HealthStatus.UNKNOWN;
            default -> throw new IllegalArgumentException("no status: " + letter);
        };
    }

    /** What people did to the service's state. */
    History with(UnaryOperator<ServiceState> action) {
        state = action.apply(state);
        return this;
    }

    /** Folds these checks, each not healthy one with this cause. */
    static History of(HealthTarget target, List<HealthStatus> statuses) {
        History history = new History();
        statuses.forEach(status -> history.then(target, status, "it says so"));
        return history;
    }

    History then(HealthTarget target, HealthStatus status, String cause) {
        Decision decision =
                AlertPolicy.standard().decide(target, state, check(statuses.size() + missed, status, cause));
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

    /** What happened at each check, as letters: T triggered, C changed, R resolved or reminded, s suppressed, a dot for nothing. */
    String letters() {
        StringBuilder letters = new StringBuilder();
        for (Decision decision : decisions) {
            letters.append(
                    decision.transitions().isEmpty()
                            ? decision.suppression().isPresent() ? "s" : "."
                            : decision.transitions().get(0).kind().name().substring(0, 1));
        }
        return letters.toString();
    }
}
