package io.healthmon.store;

import io.healthmon.alert.Severity;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import java.time.Instant;

/** Something in an alert's life: a step of its own, or something else that it kept from happening. */
public sealed interface AlertEvent {

    /** When, to the microsecond. */
    Instant at();

    /** The rule, and the checks that met it. */
    Why why();

    /**
     * A step of the alert.
     *
     * @param kind what happened
     * @param severity its severity after it
     * @param message its message after it
     */
    record Happened(Transition.Kind kind, Instant at, Severity severity, String message, Why why)
            implements AlertEvent {

        /** What is kept of a transition. */
        public static Happened of(Transition transition) {
            return new Happened(
                    transition.kind(),
                    transition.at(),
                    transition.alert().severity(),
                    transition.alert().message(),
                    transition.why());
        }
    }

    /**
     * Something that did not happen because of the alert, or to the alert itself: a child's alert that joined it, a message that a
     * silence held back.
     */
    record KeptBack(Suppression suppression) implements AlertEvent {
        @Override
        public Instant at() {
            return suppression.at();
        }

        @Override
        public Why why() {
            return suppression.why();
        }
    }
}
