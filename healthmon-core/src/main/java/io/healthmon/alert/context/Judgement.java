package io.healthmon.alert.context;

import io.healthmon.alert.Decision;
import io.healthmon.alert.Transition;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a decision comes to in its surroundings.
 *
 * @param decision the decision that stands: where something keeps the alert from being opened, its state has none, and remembers what
 *     does
 * @param monitor what becomes of the monitor's own alert, see {@link OwnAlert}; mostly nothing. Comes before the decision
 * @param ask services that are to be checked at once, since the decision waits for what they are found to be; mostly none. The service
 *     itself may be one of them
 * @param again those of them that are to be checked not at once but a few seconds later: they were a moment ago
 */
public record Judgement(Decision decision, Optional<Transition> monitor, Set<String> ask, Set<String> again) {

    public Judgement {
        ask = ask.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(ask));
        again = Set.copyOf(again);
    }

    /** One that waits for nothing, or for what can be looked at now. */
    public Judgement(Decision decision, Optional<Transition> monitor, Set<String> ask) {
        this(decision, monitor, ask, Set.of());
    }

    /** One that touches nothing else. */
    Judgement(Decision decision) {
        this(decision, Optional.empty(), Set.of());
    }
}
