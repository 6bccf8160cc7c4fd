package io.healthmon.store;

import java.time.Instant;
import java.util.Optional;

/**
 * How the store is, as the monitor's writer finds it.
 *
 * @param state reachable, away, catching up or taken over
 * @param since since when; while it catches up, since when it was away; empty before the first try ended
 * @param problem a sentence, free of credentials; empty while it is reachable
 */
public record StoreStatus(State state, Optional<Instant> since, Optional<String> problem) {

    /** True if the store can be asked, and recorded to. */
    public boolean answers() {
        return state == State.REACHABLE || state == State.CATCHING_UP;
    }

    /** The states. */
    public enum State {
        /** The last thing asked of it worked. */
        REACHABLE,
        /** It does not answer; results wait in memory or on disk. */
        AWAY,
        /** It answers again, and what had waited on disk is on its way to it: what it knows is not all yet. */
        CATCHING_UP,
        /** Another monitor writes to it; this one no longer records. */
        TAKEN_OVER
    }
}
