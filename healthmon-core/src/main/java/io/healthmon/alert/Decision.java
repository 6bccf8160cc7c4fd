package io.healthmon.alert;

import java.util.List;

/**
 * What a policy decided.
 *
 * @param state the state after it
 * @param transitions what happened to the service's alert, in order; mostly nothing
 */
public record Decision(ServiceState state, List<Transition> transitions) {

    public Decision {
        transitions = List.copyOf(transitions);
    }
}
