package io.healthmon.alert;

import io.healthmon.HealthTarget;
import io.healthmon.evaluate.CheckResult;
import java.time.Instant;

/**
 * Folds a check into a service's state and decides what its alert does. Pure: the same arguments always give the same
 * answer, nothing else is touched, so that a recorded log can be replayed under another policy. Called for
 * all services one call at a time, each seeing what those before it did; must not block. Anything thrown is logged and counted, and the check is recorded
 * without a transition.
 *
 * <p>One of one's own is mostly the default with an exception, and needs nothing but what it is given: the time is the check's, what
 * went before is in the state ({@link Trail} too).
 *
 * <pre>{@code
 * AlertPolicy standard = AlertPolicy.standard();
 * AlertPolicy onlyCritical = (target, state, check) ->
 *         target.critical() || state.activeAlert().isPresent()
 *                 ? standard.decide(target, state, check)
 *                 : new Decision(state.after(target, check), List.of());
 * }</pre>
 */
@FunctionalInterface
public interface AlertPolicy {

    /**
     * Decides.
     *
     * @param target the service, as configured now
     * @param state the state before the check
     * @param check the check; its timestamp is later than that of the state's last one
     */
    Decision decide(HealthTarget target, ServiceState state, CheckResult check);

    /**
     * What it thinks of a service now, and what it waits for. Called for readers, on any thread, and must not block. A policy that does
     * not say so is shown by what its state tells.
     *
     * @param target the service, as configured now
     * @param state its state
     * @param now the wall time
     */
    default Explanation explain(HealthTarget target, ServiceState state, Instant now) {
        return Explanation.ofState(target, state);
    }

    /**
     * The default: thresholds as consecutive counts that reset, severity by criticality, and the target's {@link
     * io.healthmon.target.AlertRules}.
     */
    static AlertPolicy standard() {
        return ThresholdPolicy.INSTANCE;
    }
}
