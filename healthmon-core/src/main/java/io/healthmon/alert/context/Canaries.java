package io.healthmon.alert.context;

import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Suppression.Cause;
import io.healthmon.alert.Transition;
import io.healthmon.alert.context.Neighbour.Failure;
import io.healthmon.evaluate.CheckResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The guard of the monitor's own network: where all canaries fail too, each as often in a row as its threshold says, that is what is
 * alerted, and nothing else. Until each has failed so often, or one works, nothing is decided.
 */
final class Canaries {

    private Canaries() {}

    /** The monitor's alert is resolved by the first canary that works again. */
    static Optional<Transition> connected(HealthTarget target, CheckResult check, Surroundings around) {
        if (!check.evaluation().status().operational()
                || !around.context().canaries().contains(target.name())) {
            return Optional.empty();
        }
        return around.state(OwnAlert.SERVICE)
                .flatMap(own -> OwnAlert.resolve(
                        own,
                        check.timestamp(),
                        "canary " + target.name() + " is " + check.evaluation().status()));
    }

    static Keeper keeper(Surroundings around, Failure failure) {
        List<HealthTarget> canaries = around.context().canaries().stream()
                .flatMap(name -> around.target(name).stream())
                .toList();
        if (canaries.isEmpty()) {
            return Keeper.NONE;
        }
        if (failure.operational() && around.context().canaries().contains(failure.service())) {
            return Keeper.NONE;
        }
        Optional<ServiceState> own = around.state(OwnAlert.SERVICE);
        Optional<Alert> active = OwnAlert.active(own);
        if (active.isPresent()) {
            return cutOff(AlertKey.of(active.get()), Optional.empty());
        }
        int threshold = around.context().cutOffThreshold();
        Set<String> awaited = new LinkedHashSet<>();
        Set<String> suspect = new LinkedHashSet<>();
        for (HealthTarget canary : canaries) {
            Neighbour found = Neighbour.canary(canary, around, failure);
            boolean undecided = found == Neighbour.UNDECIDED;
            boolean suspected = found == Neighbour.DOWN && Neighbour.failuresOf(canary, around, failure) < threshold;
            if (found == Neighbour.UP
                    || undecided && Neighbour.isWaitOver(canary, failure)
                    || suspected && Neighbour.isWaitOver(canary, failure, threshold)) {
                return Keeper.NONE;
            }
            if (undecided || suspected) {
                awaited.add(canary.name());
            }
            if (suspected) {
                suspect.add(canary.name());
            }
        }
        if (!awaited.isEmpty()) {
            return new Keeper.Waits(awaited, suspect);
        }
        Optional<Transition> opened =
                OwnAlert.open(own, canaries.stream().map(HealthTarget::name).toList(), failure.now());
        return opened.<Keeper>map(transition -> cutOff(AlertKey.of(transition.alert()), opened))
                .orElse(Keeper.NONE);
    }

    private static Keeper cutOff(AlertKey alert, Optional<Transition> opened) {
        return new Keeper.Keeps(
                Cause.CUT_OFF,
                Optional.empty(),
                Optional.of(alert),
                "the monitor is cut off from its network: its canaries fail too",
                opened);
    }
}
