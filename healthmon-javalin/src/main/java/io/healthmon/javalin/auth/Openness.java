package io.healthmon.javalin.auth;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this machine may ask without anything: as long as there are neither keys nor users, in the configuration or the store. What
 * was found is told to the {@link ClosedMarker} when it changes. Thread-safe.
 */
final class Openness {

    /** How it is. */
    enum State {
        /** It may. */
        OPEN,
        /** There is somebody who can log in, or a key; or it was never to. */
        CLOSED,
        /** There was somebody, and the store that would say whether there is still has not been read. */
        UNKNOWN
    }

    private static final Logger LOG = LoggerFactory.getLogger(Openness.class);

    private final Access access;
    private Optional<State> told = Optional.empty();

    Openness(Access access) {
        this.access = access;
    }

    State now() {
        if (!access.open() || !access.keys().isEmpty()) {
            return State.CLOSED;
        }
        if (access.memory().isEmpty()) {
            return tell(State.OPEN);
        }
        return access.memory()
                .flatMap(AccessMemory::known)
                .map(known -> tell(known.nobody() ? State.OPEN : State.CLOSED))
                .orElseGet(this::remembered);
    }

    private State remembered() {
        return access.marker().filter(ClosedMarker::isThere).isPresent() ? State.UNKNOWN : State.OPEN;
    }

    private synchronized State tell(State state) {
        if (told.filter(state::equals).isEmpty()) {
            told = Optional.of(state);
            if (state == State.OPEN) {
                LOG.warn("there are neither keys nor users: every process on this machine may use the API");
            }
            access.marker().ifPresent(marker -> marker.set(state == State.CLOSED));
        }
        return state;
    }
}
