package io.healthmon.alert.context;

import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Suppression.Cause;
import io.healthmon.alert.Transition;
import java.util.Optional;
import java.util.Set;

/** What one rule says to an alert that is about to be opened. */
sealed interface Keeper {

    /** Nothing against it. */
    Keeper NONE = new None();

    /** Nothing against it. */
    record None() implements Keeper {}

    /**
     * It is not opened.
     *
     * @param cause what keeps it
     * @param because which one; empty where the cause says it all
     * @param alert the alert that lists it; empty if there is none
     * @param sentence the same for people
     * @param monitor what becomes of the monitor's own alert at the same time
     */
    record Keeps(
            Cause cause,
            Optional<String> because,
            Optional<AlertKey> alert,
            String sentence,
            Optional<Transition> monitor)
            implements Keeper {

        Keeps(Cause cause, String because, Optional<AlertKey> alert, String sentence) {
            this(cause, Optional.of(because), alert, sentence, Optional.empty());
        }
    }

    /**
     * It can't be said yet.
     *
     * @param services those that have to be checked for it
     * @param again those of them that were checked for it already, and have to be once more
     */
    record Waits(Set<String> services, Set<String> again) implements Keeper {

        Waits(Set<String> services) {
            this(services, Set.of());
        }
    }
}
