package io.healthmon.javalin.auth;

import io.healthmon.javalin.wire.Problem;
import io.healthmon.time.MonitorClock;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/**
 * Stands in front of every route that is not open: lets in who brings a key, and nobody else unless it was told to let in this
 * machine. It belongs to the route and not to a path, so that no spelling of a path gets around it. Thread-safe.
 */
public final class Gate {

    /** Requests per second of one key, or of this machine where it needs none; twice as many at once. */
    static final int PER_SECOND = 500;

    /** Requests per second of one address that is not let in; twice as many at once. */
    static final int REFUSALS_PER_SECOND = 100;

    private static final int MAX_CALLERS = 10_000;
    private static final String CALLER = Gate.class.getName();

    private final List<ApiKey> keys;
    private final boolean open;
    private final RateLimit callers;
    private final RateLimit refused;

    /**
     * A gate.
     *
     * @param keys the keys that open it
     * @param open true if this machine needs none
     */
    public Gate(List<ApiKey> keys, boolean open, MonitorClock clock) {
        this.keys = List.copyOf(keys);
        this.open = open;
        this.callers = new RateLimit(clock, PER_SECOND, 2 * PER_SECOND, MAX_CALLERS);
        this.refused = new RateLimit(clock, REFUSALS_PER_SECOND, 2 * REFUSALS_PER_SECOND, MAX_CALLERS);
    }

    /** The name of the key that let the request in; empty if none did. */
    public static Optional<String> caller(Context ctx) {
        return Optional.ofNullable(ctx.attribute(CALLER));
    }

    /**
     * Returns if the request may pass.
     *
     * @throws Problem 401, 403 or 429 if it may not
     */
    public void admit(Context ctx) {
        Credentials credentials = Credentials.of(ctx);
        Optional<ApiKey> key = credentials.keyAmong(keys);
        if (key.isPresent()) {
            limit(callers, "key " + key.get().name());
            ctx.attribute(CALLER, key.get().name());
        } else if (open && credentials.none() && Loopback.sent(ctx)) {
            limit(callers, "address " + Peer.of(ctx).network());
        } else {
            limit(refused, Peer.of(ctx).network());
            throw refusal(credentials);
        }
    }

    private Problem refusal(Credentials credentials) {
        if (!credentials.none()) {
            return unauthorized("The API key is not valid.");
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
