package io.healthmon.store;

import java.time.Instant;
import java.util.Optional;

/**
 * How the store is, as the monitor's writer finds it.
 *
 * @param state reachable, away or taken over
 * @param since since when; empty before the first try ended
 * @param problem a sentence, free of credentials; empty while it is reachable
 */
public record StoreStatus(State state, Optional<Instant> since, Optional<String> problem) {

    /** The states. */
    public enum State {
        /** The last thing asked of it worked. */
        REACHABLE,
        /** It does not answer; results wait in memory. */
        AWAY,
        /** Another monitor writes to it; this one no longer records. */
        TAKEN_OVER
    }
}
