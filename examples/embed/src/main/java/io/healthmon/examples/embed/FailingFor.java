package io.healthmon.examples.embed;

import io.healthmon.HealthTarget;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.Decision;
import io.healthmon.alert.Explanation;
import io.healthmon.alert.ServiceState;
import io.healthmon.evaluate.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A policy of one's own, around the default one: an alert opens only once its service has failed for a time, however often it was
 * checked meanwhile. Critical services don't wait. Everything else (start period, flapping, reminders, the resolve) stays as it is.
 *
 * <pre>{@code
 * HealthMonitor.builder().policy(new FailingFor(Duration.ofMinutes(5))) …
 * }</pre>
 *
 * <p>Pure, as every policy must be: what it knows of the time are the timestamps of checks, so that a log can be replayed under it.
 *
 * @param time how long
 */
public record FailingFor(Duration time) implements AlertPolicy {

    private static final AlertPolicy STANDARD = AlertPolicy.standard();

    @Override
    public Decision decide(HealthTarget target, ServiceState state, CheckResult check) {
        Decision decision = STANDARD.decide(target, state, check);
        boolean opens =
                state.activeAlert().isEmpty() && decision.state().activeAlert().isPresent();
        if (!opens || target.critical() || hasFailedLongEnough(decision.state(), check)) {
            return decision;
        }
        // The streak goes on: the default policy says the same again with the next check that is not healthy.
        return new Decision(decision.state().with(Optional.empty()), List.of());
    }

    @Override
    public Explanation explain(HealthTarget target, ServiceState state, Instant now) {
        Explanation standard = STANDARD.explain(target, state, now);
        return target.critical() || state.activeAlert().isPresent()
                ? standard
                : standard.with(List.of("an alert opens only once it has failed for " + time));
    }

    /** The streak begins with its oldest check. */
    private boolean hasFailedLongEnough(ServiceState state, CheckResult check) {
        Instant since = state.trail().streak().get(0).timestamp();
        return Duration.between(since, check.timestamp()).compareTo(time) >= 0;
    }
}
