package io.healthmon.javalin.auth;

import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.time.MonitorClock;
import io.javalin.http.Context;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stands in front of every route: finds out who asks, and lets in who may do what the route demands. It belongs to the route and not
 * to a path, so that no spelling of a path gets around it. Thread-safe.
 */
public final class Gate {

    /** Requests per second of one key or person, or of this machine where it needs none; twice as many at once. */
    static final int PER_SECOND = 500;

    /** Requests per second of one address that is not let in; twice as many at once. */
    static final int REFUSALS_PER_SECOND = 100;

    private static final int MAX_CALLERS = 10_000;
    private static final Set<Scope> UNASKED = Set.copyOf(EnumSet.complementOf(EnumSet.of(Scope.ADMIN)));
    private static final Caller THIS_MACHINE =
            new Caller("this machine", Caller.Kind.THIS_MACHINE, UNASKED, ServiceMatcher.ALL, Optional.empty());

    private final List<ApiKey> keys;
    private final SessionDoor sessions;
    private final boolean open;
    private final RateLimit callers;
    private final RateLimit refused;

    /**
     * A gate.
     *
     * @param keys the keys that open it
     * @param sessions knows people
     * @param open true if this machine needs none
     */
    public Gate(List<ApiKey> keys, SessionDoor sessions, boolean open, MonitorClock clock) {
        this.keys = List.copyOf(keys);
        this.sessions = sessions;
        this.open = open;
        this.callers = new RateLimit(clock, PER_SECOND, 2 * PER_SECOND, MAX_CALLERS);
        this.refused = new RateLimit(clock, REFUSALS_PER_SECOND, 2 * REFUSALS_PER_SECOND, MAX_CALLERS);
    }

    /**
     * Returns if the request may pass; {@link Caller#of} knows then who asks, unless the demand is {@link Demand#OPEN}.
     *
     * @throws Problem 401, 403 or 429 if it may not
     */
    public void admit(Context ctx, Demand demand) {
        if (demand == Demand.OPEN) {
            if (Csrf.changes(ctx)) {
                Csrf.refuseOtherSites(ctx);
            }
            return;
        }
        Caller caller = identify(ctx);
        caller.enter(ctx);
        if (!demand.allows(caller)) {
            throw Problem.of(403, forbidden(demand));
        }
    }

    private static String forbidden(Demand demand) {
        return demand.scope()
                .map(scope -> "This takes the scope '" + scope.word() + "', which the caller does not have.")
                .orElse("This is for people who are logged in.");
    }

    private Caller identify(Context ctx) {
        Credentials credentials = Credentials.of(ctx);
        if (!credentials.none()) {
            ApiKey key = credentials.keyAmong(keys).orElseThrow(() -> refusal(ctx, "The API key is not valid."));
            limit(callers, "key " + key.name());
            return new Caller(key.name(), Caller.Kind.KEY, UNASKED, ServiceMatcher.ALL, Optional.empty());
        }
        Optional<SessionDoor.Visitor> visitor = sessions.visitor(ctx);
        if (visitor.isPresent()) {
            limit(callers, "user " + visitor.get().caller().name());
            if (Csrf.changes(ctx)) {
                Csrf.require(ctx, visitor.get().csrf());
            }
            return visitor.get().caller();
        }
        if (open && Loopback.sent(ctx)) {
            limit(callers, "address " + Peer.of(ctx).network());
            return THIS_MACHINE;
        }
        throw refusal(ctx, "");
    }

    private Problem refusal(Context ctx, String sentence) {
        limit(refused, Peer.of(ctx).network());
        if (!sentence.isEmpty()) {
            return unauthorized(sentence);
        }
        return open && keys.isEmpty()
                ? Problem.of(403, "Without an API key, only this machine may ask.")
                : unauthorized("An API key is needed: send it as X-API-Key or as Authorization: Bearer.");
    }

    private static Problem unauthorized(String sentence) {
        return Problem.of(401, sentence, "WWW-Authenticate", "Bearer");
    }

    private static void limit(RateLimit limit, String caller) {
        if (!limit.allows(caller)) {
            throw Problem.of(429, "Too many requests; try again in a second.", "Retry-After", "1");
        }
    }
}
