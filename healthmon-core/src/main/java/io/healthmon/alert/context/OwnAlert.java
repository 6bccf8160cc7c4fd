package io.healthmon.alert.context;

import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Severity;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.evaluate.CheckResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The monitor's own alert: it is cut off from its network, so that what it finds of others says nothing about them. There is one at most; it is
 * critical, and belongs to a service that nobody watches.
 */
public final class OwnAlert {

    /** The name that stands where others have their service's. No service may have it where there are canaries. */
    public static final String SERVICE = "healthmon";

    private static final HealthTarget TARGET =
            HealthTarget.custom(SERVICE, ProbeResult::healthy).critical(true).build();

    private OwnAlert() {}

    /** What stands for the monitor where an alert's target is asked for: critical, without labels, on no schedule. */
    public static HealthTarget target() {
        return TARGET;
    }

    /** What the monitor's alert does when all canaries fail; empty if it is active already. */
    static Optional<Transition> open(Optional<ServiceState> own, List<String> canaries, Instant at) {
        if (active(own).isPresent()) {
            return Optional.empty();
        }
        Instant moment = after(own, at);
        String names = String.join(", ", canaries);
        String verb = canaries.size() == 1 ? " fails" : " fail";
        String noun = canaries.size() == 1 ? "canary " : "canaries ";
        Alert alert = new Alert(
                SERVICE,
                Severity.CRITICAL,
                "The monitor is cut off from its network: " + noun + names + verb,
                moment,
                Optional.empty());
        return Optional.of(new Transition(
                Transition.Kind.TRIGGERED,
                alert,
                moment,
                Why.of("canaries", "a service fails, and all canaries with it: " + names)));
    }

    /** What it does once a canary answers again, or there is none any more; empty if it is not active. */
    public static Optional<Transition> resolve(ServiceState own, Instant at, String sentence) {
        return own.activeAlert().map(alert -> {
            Instant moment = after(Optional.of(own), at);
            return new Transition(
                    Transition.Kind.RESOLVED, alert.resolved(moment), moment, Why.of("canaries", sentence));
        });
    }

    /** The monitor's state while it has no alert, as of a canary's newest check. */
    public static ServiceState none(ServiceState canary) {
        return new ServiceState(
                SERVICE, Optional.empty(), canary.lastCheck().map(CheckResult::timestamp), 0, 0, Optional.empty());
    }

    /** The monitor's state after its alert's transition. */
    public static ServiceState after(Transition transition) {
        return new ServiceState(
                SERVICE,
                Optional.empty(),
                Optional.of(transition.at()),
                0,
                0,
                transition.alert().active() ? Optional.of(transition.alert()) : Optional.empty());
    }

    static Optional<Alert> active(Optional<ServiceState> own) {
        return own.flatMap(ServiceState::activeAlert);
    }

    /** Its moments increase, since the one of triggering names it; checks that end late began before others. */
    private static Instant after(Optional<ServiceState> own, Instant at) {
        return own.flatMap(ServiceState::since)
                .filter(last -> !at.isAfter(last))
                .map(last -> last.plus(1, ChronoUnit.MICROS))
                .orElse(at);
    }
}
