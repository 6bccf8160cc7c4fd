package io.healthmon.javalin.auth;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Supplier;

/** Knows people who are logged in. Called on server threads, for each request that brings no key; may block for a second at most. */
@FunctionalInterface
public interface SessionDoor {

    /** Knows nobody. */
    SessionDoor NONE = ctx -> Optional.empty();

    /**
     * Whose session the request's cookie names; empty if it brings none, or one that is over. Says nothing of whether the request may do
     * what it asks for: the gate sees to that, and to {@link Csrf}.
     */
    Optional<Visitor> visitor(Context ctx);

    /**
     * Says, as often as it is asked, who is logged in by the session that the request's cookie names, which is not used by that; empty once
     * it is over.
     */
    default Supplier<Optional<Caller>> watched(Context ctx) {
        return Optional::empty;
    }

    /**
     * Somebody who is logged in.
     *
     * @param caller who, of kind {@link Caller.Kind#SESSION}
     * @param csrf what each change must bring: {@link Csrf#token} of the session's id
     */
    record Visitor(Caller caller, String csrf) {}
}
