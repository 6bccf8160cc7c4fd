package io.healthmon.alert;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.target.Flapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a policy thinks of a service now, and what it waits for.
 *
 * @param service the service's name
 * @param status its status; unknown if it was never checked
 * @param failureStreak consecutive checks that are not healthy
 * @param opensAt how long a failure streak opens an alert while the service has this status, or, if it is healthy, is unhealthy next; 0 if
 *     none does; empty if the policy does not say
 * @param recoveryStreak consecutive healthy checks
 * @param resolvesAt how many of them resolve its alert; empty if the policy does not say
 * @param checks the checks of the present streak, as far as they are kept
 * @param alert its active alert; empty if there is none
 * @param held what keeps its alert from being opened or told; empty if nothing does
 * @param startPeriodUntil until when its failures open no alert; empty if they may
 * @param flapping when it counts as flapping; empty if never
 * @param changes the weighted share of changes between healthy and not healthy, in percent; empty until enough checks are known
 * @param nextReminder when its alert is told again if it is still active, at the earliest; empty if it is not
 * @param sentences all of this for people, what matters most first
 */
public record Explanation(
        String service,
        HealthStatus status,
        int failureStreak,
        Optional<Integer> opensAt,
        int recoveryStreak,
        Optional<Integer> resolvesAt,
        List<CountedCheck> checks,
        Optional<Alert> alert,
        Optional<Held> held,
        Optional<Instant> startPeriodUntil,
        Optional<Flapping> flapping,
        OptionalDouble changes,
        Optional<Instant> nextReminder,
        List<String> sentences) {

    public Explanation {
        checks = List.copyOf(checks);
        sentences = List.copyOf(sentences);
    }

    /** What the state alone tells, of a policy that does not say what it waits for. */
    public static Explanation ofState(HealthTarget target, ServiceState state) {
        List<String> sentences = new ArrayList<>();
        sentences.add(state.activeAlert()
                .map(alert -> "active since " + alert.triggeredAt())
                .orElse("no alert"));
        state.held().ifPresent(held -> sentences.add(ThresholdExplanation.heldBy(held)));
        sentences.add("the policy in use does not say what it waits for");
        return new Explanation(
                target.name(),
                state.status(),
                state.failureStreak(),
                Optional.empty(),
                state.recoveryStreak(),
                Optional.empty(),
                state.trail().streak(),
                state.activeAlert(),
                state.held(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                sentences);
    }

    /** This with more to say. */
    public Explanation with(List<String> more) {
        List<String> all = new ArrayList<>(sentences);
        all.addAll(more);
        return new Explanation(
                service,
                status,
                failureStreak,
                opensAt,
                recoveryStreak,
                resolvesAt,
                checks,
                alert,
                held,
                startPeriodUntil,
                flapping,
                changes,
                nextReminder,
                all);
    }
}
