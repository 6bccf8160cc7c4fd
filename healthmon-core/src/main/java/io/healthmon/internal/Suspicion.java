package io.healthmon.internal;

import io.healthmon.HealthTarget;
import io.healthmon.alert.ServiceState;
import java.time.Duration;
import java.util.Optional;

/** Whether a service's alert hangs on its next checks, so that they had better come soon. Pure. */
final class Suspicion {

    private Suspicion() {}

    /** How soon the service is to be checked again; empty if at its next slot. */
    static Optional<Duration> recheck(HealthTarget target, ServiceState state) {
        return target.rules().recheckInterval().filter(every -> isSuspect(target, state));
    }

    /** Not one whose alert would be open already, were it not kept from that: more checks would change nothing. */
    private static boolean isSuspect(HealthTarget target, ServiceState state) {
        if (state.activeAlert().isPresent()) {
            return state.recoveryStreak() > 0
                    && state.recoveryStreak() < target.thresholds().recovery();
        }
        return state.failureStreak() > 0 && state.failureStreak() < state.opensAt(target);
    }
}
