package io.healthmon.alert.context;

import io.healthmon.HealthTarget;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.CountedCheck;
import io.healthmon.alert.Decision;
import io.healthmon.alert.Held;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Suppression.Cause;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import io.healthmon.alert.context.Neighbour.Failure;
import io.healthmon.evaluate.CheckResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Judges what a policy decided by what surrounds the service: may an alert that is about to be opened be opened? Pure, and the same for
 * the monitor and for a replay. Whatever is about an alert that is open passes; so no resolve is ever kept.
 *
 * <p>The rules in their order: a maintenance window, the monitor's own network, what the service depends on, the components that it
 * complains of. Where none keeps the alert, but one may, once a service has been checked, it waits for that, for as long as such a check
 * may take and not longer.
 */
public final class ContextJudge {

    private ContextJudge() {}

    /**
     * Judges.
     *
     * @param target the service, as configured now
     * @param before its state before the check
     * @param decided what the policy decided
     * @param check the check
     * @param around what else is known
     */
    public static Judgement judge(
            HealthTarget target, ServiceState before, Decision decided, CheckResult check, Surroundings around) {
        Optional<Transition> connected = Canaries.connected(target, check, around);
        Judgement judgement = judgement(target, before, decided, check, around);
        return connected.isPresent()
                ? new Judgement(judgement.decision(), connected, judgement.ask(), judgement.again())
                : judgement;
    }

    private static Judgement judgement(
            HealthTarget target, ServiceState before, Decision decided, CheckResult check, Surroundings around) {
        if (decided.transitions().isEmpty()) {
            return new Judgement(remembering(before, decided));
        }
        Optional<Transition> trigger = decided.transitions().stream()
                .filter(transition -> transition.kind() == Transition.Kind.TRIGGERED)
                .findFirst();
        if (trigger.isEmpty()) {
            return new Judgement(remembering(before, decided));
        }
        List<CountedCheck> streak = decided.state().trail().streak();
        Instant now = check.timestamp();
        Failure failure = new Failure(
                target.name(),
                streak.isEmpty() ? now : streak.get(0).timestamp(),
                now,
                before.held().filter(Held::waits).map(Held::since).orElse(now),
                check.evaluation().status().operational(),
                decided.state().failureStreak());
        return judge(decided, before, trigger.get(), keeper(target, check, around, failure));
    }

    private static Keeper keeper(HealthTarget target, CheckResult check, Surroundings around, Failure failure) {
        List<Supplier<Keeper>> rules = List.of(
                () -> maintenance(target, around, failure),
                () -> Canaries.keeper(around, failure),
                () -> Dependencies.keeper(target, around, failure),
                () -> Components.keeper(check, around, failure));
        Set<String> awaited = new LinkedHashSet<>();
        Set<String> again = new LinkedHashSet<>();
        for (Supplier<Keeper> rule : rules) {
            Keeper found = rule.get();
            if (found instanceof Keeper.Keeps) {
                return found;
            }
            if (found instanceof Keeper.Waits waits) {
                awaited.addAll(waits.services());
                again.addAll(waits.again());
            }
        }
        return awaited.isEmpty() ? Keeper.NONE : new Keeper.Waits(awaited, again);
    }

    private static Keeper maintenance(HealthTarget target, Surroundings around, Failure failure) {
        return around.context()
                .maintenance()
                .covering(target, failure.now())
                .<Keeper>map(window -> new Keeper.Keeps(
                        Cause.MAINTENANCE,
                        window.name(),
                        Optional.empty(),
                        "maintenance '" + window.name() + "'"
                                + (window.reason().isEmpty() ? "" : ": " + window.reason())))
                .orElse(Keeper.NONE);
    }

    private static Judgement judge(Decision decided, ServiceState before, Transition trigger, Keeper keeper) {
        if (keeper instanceof Keeper.Keeps keeps) {
            Suppression suppression =
                    suppression(trigger, keeps.cause(), keeps.because(), keeps.alert(), keeps.sentence());
            return new Judgement(kept(decided, before, trigger, suppression), keeps.monitor(), Set.of());
        }
        if (keeper instanceof Keeper.Waits waits) {
            Suppression suppression = suppression(
                    trigger,
                    Cause.UNDECIDED,
                    // Itself keeps nobody's alert: those that wait for it would seem to wait for each other.
                    waits.services().stream()
                            .filter(other -> !other.equals(trigger.alert().service()))
                            .findFirst(),
                    Optional.empty(),
                    "not known yet, being checked: " + String.join(", ", waits.services()));
            return new Judgement(
                    kept(decided, before, trigger, suppression), Optional.empty(), waits.services(), waits.again());
        }
        return new Judgement(remembering(before, decided));
    }

    private static Suppression suppression(
            Transition trigger, Cause cause, Optional<String> because, Optional<AlertKey> alert, String sentence) {
        Why why = trigger.why();
        Map<String, String> facts = new LinkedHashMap<>(why.facts());
        facts.put("kept-by", cause.word());
        return new Suppression(
                trigger.alert().service(),
                cause,
                because,
                alert,
                trigger.at(),
                new Why(why.rule(), facts, why.checks(), sentence + "; else: " + why.sentence()));
    }

    /** The decision without the alert that it opened. */
    private static Decision kept(Decision decided, ServiceState before, Transition trigger, Suppression suppression) {
        AlertKey opened = AlertKey.of(trigger.alert());
        List<Transition> others = decided.transitions().stream()
                .filter(transition -> !AlertKey.of(transition.alert()).equals(opened))
                .toList();
        ServiceState state = decided.state().with(Optional.empty());
        return remembering(before, new Decision(state, others, Optional.of(suppression)));
    }

    private static Decision remembering(ServiceState before, Decision decided) {
        Optional<Held> held = Held.next(before.held(), decided.suppression());
        return held.equals(decided.state().held())
                ? decided
                : new Decision(decided.state().withHeld(held), decided.transitions(), decided.suppression());
    }
}
