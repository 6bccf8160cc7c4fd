package io.healthmon.alert;

import io.healthmon.HealthTarget;
import java.time.Instant;
import java.util.Optional;

/** The time in which a service that is observed for the first time, or again after a gap, may fail without an alert. */
final class StartPeriod {

    private StartPeriod() {}

    /** When it ends, which does not belong to it; empty if the service has none, or was never checked. */
    static Optional<Instant> end(HealthTarget target, Trail trail) {
        return target.rules().startPeriod().isZero()
                ? Optional.empty()
                : trail.observedSince().map(since -> since.plus(target.rules().startPeriod()));
    }

    /** True if the moment lies in it. */
    static boolean covers(HealthTarget target, Trail trail, Instant moment) {
        return end(target, trail).filter(moment::isBefore).isPresent();
    }
}
