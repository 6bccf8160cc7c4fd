package io.healthmon.internal;

import io.healthmon.HealthTarget;
import io.healthmon.alert.Held;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Suppression.Cause;
import io.healthmon.alert.context.OwnAlert;
import io.healthmon.internal.Judging.Judged;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Which services had better be checked soon because of what was found of another: those that a decision waits for, those whose decision
 * waited for it, and those that it kept from being alerted and does not keep any more. Only on the fold's thread.
 */
final class Haste {

    /** How long after a service works again those that depend on it are looked at: they need it first to work again themselves. */
    static final Duration RECOVERY = Duration.ofSeconds(1);

    /** How long after a check that was not enough to decide by the next one comes: what is over in a moment is no outage. */
    static final Duration AGAIN = Duration.ofSeconds(5);

    private final Targets targets;
    private final BiConsumer<String, Duration> checkSoon;

    /** By the service that keeps them. */
    private final Map<String, Set<String>> kept = new HashMap<>();

    /**
     * @param checkSoon asks for a check of a service after a time
     */
    Haste(Targets targets, BiConsumer<String, Duration> checkSoon) {
        this.targets = targets;
        this.checkSoon = checkSoon;
    }

    /** A service's state is another. */
    void moved(Optional<ServiceState> before, ServiceState after) {
        Optional<Held> was = before.flatMap(ServiceState::held);
        if (was.equals(after.held())) {
            return;
        }
        was.flatMap(Haste::keeper)
                .ifPresent(keeper -> kept.computeIfPresent(keeper, (name, services) -> {
                    services.remove(after.service());
                    return services.isEmpty() ? null : services;
                }));
        after.held()
                .flatMap(Haste::keeper)
                .ifPresent(keeper -> kept.computeIfAbsent(keeper, name -> new LinkedHashSet<>())
                        .add(after.service()));
    }

    private static Optional<String> keeper(Held held) {
        return held.cause() == Cause.CUT_OFF
                ? Optional.of(OwnAlert.SERVICE)
                : held.because().filter(name -> held.cause() == Cause.DEPENDENCY || held.cause() == Cause.COMPONENT);
    }

    /** A check was judged. */
    void judged(ServiceState before, ServiceState after, Judged judged) {
        Set<String> ask = judged.judgement().ask();
        for (String other : ask) {
            boolean again = judged.judgement().again().contains(other);
            checkSoon.accept(other, again ? AGAIN : Duration.ZERO);
            targets.find(other).map(Haste::patience).ifPresent(patience -> checkSoon.accept(after.service(), patience));
        }
        judged.answered().forEach(service -> checkSoon.accept(service, Duration.ZERO));
        boolean recovered = before.lastCheck().isPresent()
                && !before.status().operational()
                && after.status().operational();
        if (recovered) {
            recovered(after.service());
        }
    }

    /** The service works again. */
    void recovered(String keeper) {
        Set.copyOf(kept.getOrDefault(keeper, Set.of())).forEach(service -> checkSoon.accept(service, RECOVERY));
    }

    /** How long a decision waits for a service, and a moment. */
    private static Duration patience(HealthTarget other) {
        return other.schedule().interval().plus(other.schedule().timeout()).plusMillis(1);
    }
}
