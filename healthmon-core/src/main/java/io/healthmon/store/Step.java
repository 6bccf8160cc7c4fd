package io.healthmon.store;

import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Transition;
import io.healthmon.evaluate.CheckResult;
import java.util.List;
import java.util.Optional;

/**
 * What one check did, recorded as one unit: its row, the service's new state and what became of its alert.
 *
 * @param check the check; empty if the step has another cause (the service is no longer watched, checks were given up)
 * @param state the state after it
 * @param transitions what happened to the alert, in order; mostly nothing
 * @param gap checks of the service since its step before that were given up; mostly none
 */
public record Step(Optional<CheckResult> check, ServiceState state, List<Transition> transitions, Optional<Gap> gap) {

    public Step {
        transitions = List.copyOf(transitions);
    }

    /** One with nothing given up before it. */
    public Step(Optional<CheckResult> check, ServiceState state, List<Transition> transitions) {
        this(check, state, transitions, Optional.empty());
    }

    /** The service's name. */
    public String service() {
        return state.service();
    }

    /** This, with these checks given up before it. */
    public Step with(Gap more) {
        return new Step(
                check, state, transitions, Optional.of(gap.map(more::plus).orElse(more)));
    }
}
