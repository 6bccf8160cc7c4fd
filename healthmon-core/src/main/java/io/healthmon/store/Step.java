package io.healthmon.store;

import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Transition;
import io.healthmon.evaluate.CheckResult;
import java.util.List;
import java.util.Optional;

/**
 * What one check did, recorded as one unit: its row, the service's new state and what became of its alert.
 *
 * @param check the check; empty if the step has another cause (the service is no longer watched)
 * @param state the state after it
 * @param transitions what happened to the alert, in order; mostly nothing
 */
public record Step(Optional<CheckResult> check, ServiceState state, List<Transition> transitions) {

    public Step {
        transitions = List.copyOf(transitions);
    }

    /** The service's name. */
    public String service() {
        return state.service();
    }
}
