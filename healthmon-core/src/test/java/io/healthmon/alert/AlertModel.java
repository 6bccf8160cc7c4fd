package io.healthmon.alert;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.Transition.Kind;
import io.healthmon.evaluate.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules once more, as plainly as can be, over the whole history instead of a fold: what must and must not become of a service's
 * alert with each check. Throws where a decision is another.
 */
final class AlertModel {

    private final HealthTarget target;
    private final List<CheckResult> seen = new ArrayList<>();
    private Optional<Alert> active = Optional.empty();
    private boolean flapping;
    private Instant observedSince = Instant.MIN;
    private int failures;
    private int recoveries;
    int alerts;

    AlertModel(HealthTarget target) {
        this.target = target;
    }

    /** The check was decided upon like this. */
    void check(CheckResult check, Decision decision) {
        boolean healthy = isHealthy(check);
        Optional<CheckResult> before = seen.isEmpty() ? Optional.empty() : Optional.of(seen.get(seen.size() - 1));
        if (before.isEmpty() || seconds(before.get().timestamp(), check.timestamp()) > 70) {
            observedSince = check.timestamp();
        }
        seen.add(check);
        failures = healthy ? 0 : failures + 1;
        recoveries = healthy ? recoveries + 1 : 0;

        int threshold = check.evaluation().status() == HealthStatus.UNKNOWN
                ? target.thresholds().unknown()
                : target.thresholds().failure();
        boolean longEnough = threshold > 0 && failures >= threshold;
        boolean starting = Duration.between(observedSince, check.timestamp())
                        .compareTo(target.rules().startPeriod())
                < 0;
        flapping = flaps(active.isPresent() && flapping);
        boolean opens = active.isEmpty() && longEnough && !starting;
        boolean resolves =
                active.isPresent() && recoveries >= target.thresholds().recovery() && !flapping;
        boolean reminds = active.isPresent() && !resolves && isReminderDue(before, check);

        Set<Kind> kinds = decision.transitions().stream().map(Transition::kind).collect(Collectors.toSet());
        require(kinds.size() == decision.transitions().size(), "nothing happens twice with one check");
        require(kinds.contains(Kind.TRIGGERED) == opens, "it opens exactly where enough checks in a row failed");
        require(kinds.contains(Kind.RESOLVED) == resolves, "it resolves exactly where enough in a row were healthy");
        require(kinds.contains(Kind.REMINDED) == reminds, "it is told again exactly where that is due");
        require(
                decision.suppression().isPresent() == (active.isEmpty() && longEnough && starting),
                "it is suppressed exactly where it would open in a start period");
        require(
                decision.suppression().isPresent() == decision.state().held().isPresent(),
                "it is held exactly while it is suppressed");
        decision.transitions().forEach(transition -> follow(transition, check));
        require(decision.state().activeAlert().equals(active), "the state has the alert that is active");
        active.ifPresent(alert -> require(alert.flapping() == flapping, "the alert says whether the service flaps"));
    }

    private void follow(Transition transition, CheckResult check) {
        Alert alert = transition.alert();
        require(transition.at().equals(check.timestamp()), "it happens when the check does");
        if (transition.kind() == Kind.TRIGGERED) {
            require(active.isEmpty(), "never two active alerts of one service");
            require(alert.triggeredAt().equals(check.timestamp()), "an alert is named by its trigger");
            alerts++;
        } else {
            require(
                    active.map(Alert::triggeredAt).equals(Optional.of(alert.triggeredAt())),
                    "what follows is of the alert that is active");
        }
        if (transition.kind() == Kind.CHANGED) {
            require(!active.equals(Optional.of(alert)), "a change changes something");
        }
        if (transition.kind() == Kind.RESOLVED) {
            require(alert.resolvedAt().orElseThrow().isAfter(alert.triggeredAt()), "it is resolved after its trigger");
        }
        require(
                !transition.why().checks().isEmpty() && !transition.reason().isEmpty(),
                "every transition says which checks counted, and why");
        active = Optional.of(alert).filter(Alert::active);
    }

    private boolean isReminderDue(Optional<CheckResult> before, CheckResult check) {
        Instant triggered = active.orElseThrow().triggeredAt();
        return target.rules().reminderInterval().isPresent()
                && seconds(triggered, check.timestamp()) / every()
                        != seconds(triggered, before.orElseThrow().timestamp()) / every();
    }

    private long every() {
        return target.rules().reminderInterval().orElseThrow().toSeconds();
    }

    private boolean flaps(boolean already) {
        if (target.rules().flapping().isEmpty() || seen.size() < 20) {
            return false;
        }
        double share = 0;
        for (int i = 0; i < 20; i++) {
            int at = seen.size() - 20 + i;
            boolean changed = at > 0 && isHealthy(seen.get(at)) != isHealthy(seen.get(at - 1));
            share += changed ? 100 * (0.8 + 0.4 * i / 19) / 20 : 0;
        }
        return already
                ? share > target.rules().flapping().get().low() - 1e-9
                : share > target.rules().flapping().get().high() + 1e-9;
    }

    private static boolean isHealthy(CheckResult check) {
        return check.evaluation().status() == HealthStatus.HEALTHY;
    }

    private static long seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds();
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule + "; " + target + " at check " + seen.size());
        }
    }
}
