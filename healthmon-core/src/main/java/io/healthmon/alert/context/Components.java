package io.healthmon.alert.context;

import io.healthmon.HealthTarget;
import io.healthmon.alert.Suppression.Cause;
import io.healthmon.alert.context.Neighbour.Failure;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.FailingComponents;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Components name causes: a service that complains of nothing but services that are down themselves joins their alert. */
final class Components {

    private Components() {}

    static Keeper keeper(CheckResult check, Surroundings around, Failure failure) {
        List<String> failing = FailingComponents.of(check.evaluation());
        Set<String> undecided = new LinkedHashSet<>();
        Optional<String> down = Optional.empty();
        for (String component : failing) {
            Optional<HealthTarget> service =
                    around.target(component).filter(its -> !its.name().equals(failure.service()));
            Neighbour found =
                    service.map(its -> Neighbour.parent(its, around, failure)).orElse(Neighbour.UP);
            boolean waits = found == Neighbour.UNDECIDED && !Neighbour.isWaitOver(service.orElseThrow(), failure);
            if (found == Neighbour.DOWN) {
                down = down.isPresent() ? down : Optional.of(component);
            } else if (waits) {
                undecided.add(component);
            } else {
                return Keeper.NONE;
            }
        }
        if (!undecided.isEmpty()) {
            return new Keeper.Waits(undecided);
        }
        return down.<Keeper>map(name -> new Keeper.Keeps(
                        Cause.COMPONENT,
                        name,
                        Dependencies.alertOf(name, around),
                        "all that it complains of is down itself: " + String.join(", ", failing)))
                .orElse(Keeper.NONE);
    }
}
