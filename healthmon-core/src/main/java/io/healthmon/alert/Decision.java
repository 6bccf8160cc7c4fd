package io.healthmon.alert;

import java.util.List;
import java.util.Optional;

/**
 * What a policy decided.
 *
 * @param state the state after it
 * @param transitions what happened to the service's alert, in order; mostly nothing
 * @param suppression what would have happened to it, and did not; mostly nothing. Given with each check for as long as it goes on:
 *     whoever records it sees whether it is new
 */
public record Decision(ServiceState state, List<Transition> transitions, Optional<Suppression> suppression) {

    public Decision {
        transitions = List.copyOf(transitions);
    }

    /** One that suppresses nothing. */
    public Decision(ServiceState state, List<Transition> transitions) {
        this(state, transitions, Optional.empty());
    }
}
