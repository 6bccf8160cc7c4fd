package io.healthmon.javalin.auth;

import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.time.MonitorClock;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Stands in front of every route: finds out who asks, and lets in who may do what the route demands. It belongs to the route and not
 * to a path, so that no spelling of a path gets around it. Thread-safe.
 */
public final class Gate implements AutoCloseable {

    /** Requests per second of one key or person, or of this machine where it needs none; twice as many at once. */
    static final int PER_SECOND = 500;

    /** Requests per second of one address that is not let in; twice as many at once. */
    static final int REFUSALS_PER_SECOND = 100;

    private static final int MAX_CALLERS = 10_000;
    private static final Problem AWAY =
            Problem.unavailable("The store is away, and with it who may ask; try again later.");
    private static final Caller THIS_MACHINE =
            new Caller("this machine", Caller.Kind.THIS_MACHINE, ApiKey.USUAL, ServiceMatcher.ALL, Optional.empty());

    private final Keys keys;
    private final SessionDoor sessions;
    private final Openness openness;
    private final String needed;
    private final Audit audit;
    private final KeyUses uses;
    private final Refusals refusals;
    private final RateLimit callers;
    private final RateLimit refused;

    /**
     * A gate.
     *
     * @param access who may ask
     * @param sessions knows people
     * @param audit what is done is written down there; the caller's, to close after the gate
     */
    public Gate(Access access, SessionDoor sessions, Audit audit, MonitorClock clock) {
        this.keys = new Keys(access.keys(), access.store(), access.memory(), clock);
        this.sessions = sessions;
        this.openness = new Openness(access);
        this.needed = access.store().isPresent()
                ? "Log in, or send an API key as X-API-Key or as Authorization: Bearer."
                : "An API key is needed: send it as X-API-Key or as Authorization: Bearer.";
        this.audit = audit;
        this.uses = new KeyUses(clock);
        this.refusals = new Refusals(audit, clock);
        this.callers = new RateLimit(clock, PER_SECOND, 2 * PER_SECOND, MAX_CALLERS);
        this.refused = new RateLimit(clock, REFUSALS_PER_SECOND, 2 * REFUSALS_PER_SECOND, MAX_CALLERS);
    }

    /**
     * Returns if the request may pass; {@link Caller#of} knows then who asks, unless the demand is {@link Demand#OPEN}.
     *
     * @throws Problem 400, 401, 403, 429 or 503 if it may not
     */
    public void admit(Context ctx, Demand demand) {
        try {
            Credentials.refuseInAddress(ctx);
            if (demand == Demand.OPEN) {
                if (Csrf.changes(ctx)) {
                    limit(refused, Peer.of(ctx).network());
                    Csrf.refuseOtherSites(ctx);
                }
                return;
            }
            Caller caller = identify(ctx);
            caller.enter(ctx);
            if (!demand.allows(caller)) {
                throw Problem.of(403, forbidden(demand));
            }
            if (caller.kind() == Caller.Kind.KEY) {
                demand.scope().ifPresent(scope -> used(ctx, caller, scope));
            }
        } catch (Problem problem) {
            refusals.note(
                    Caller.find(ctx).map(Caller::who).orElse("nobody"),
                    Peer.of(ctx).name(),
                    String.valueOf(problem.getMessage()));
            throw problem;
        }
    }

    /** Says, as often as it is asked, whether the sender of a request that was let in would be now, as the same caller. */
    public BooleanSupplier watched(Context ctx) {
        Caller caller = Caller.of(ctx);
        return switch (caller.kind()) {
            case KEY -> {
                Credentials credentials = Credentials.of(ctx);
                yield () -> keys.caller(credentials.candidates())
                        .filter(caller::equals)
                        .isPresent();
            }
            case SESSION -> {
                Supplier<Optional<Caller>> session = sessions.watched(ctx);
                yield () -> session.get().filter(caller::equals).isPresent();
            }
            case THIS_MACHINE -> () -> openness.now() == Openness.State.OPEN;
        };
    }

    private void used(Context ctx, Caller caller, Scope scope) {
        if (uses.first(caller.name(), scope, Peer.of(ctx).name())) {
            audit.note(ctx, "key.used", Optional.of(scope.word()), Optional.empty());
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
            Caller caller = keys.caller(credentials.candidates())
                    .orElseThrow(() -> refusal(
                            ctx,
                            keys.cannotTell(credentials.candidates())
                                    ? AWAY
                                    : unauthorized("The API key is not valid.")));
            limit(callers, "key " + caller.name());
            return caller;
        }
        Optional<SessionDoor.Visitor> visitor = sessions.visitor(ctx);
        if (visitor.isPresent()) {
            limit(callers, "user " + visitor.get().caller().name());
            if (Csrf.changes(ctx)) {
                Csrf.require(ctx, visitor.get().csrf());
            }
            return visitor.get().caller();
        }
        if (openness.now() == Openness.State.OPEN && Loopback.sent(ctx)) {
            limit(callers, "address " + Peer.of(ctx).network());
            return THIS_MACHINE;
        }
        throw refusal(ctx, uninvited());
    }

    private Problem uninvited() {
        return switch (openness.now()) {
            case OPEN -> Problem.of(403, "Without an API key, only this machine may ask.");
            case CLOSED -> unauthorized(needed);
            case UNKNOWN -> AWAY;
        };
    }

    private Problem refusal(Context ctx, Problem problem) {
        limit(refused, Peer.of(ctx).network());
        return problem;
    }

    private static Problem unauthorized(String sentence) {
        return Problem.of(401, sentence, "WWW-Authenticate", "Bearer");
    }

    private static void limit(RateLimit limit, String caller) {
        if (!limit.allows(caller)) {
            throw Problem.of(429, "Too many requests; try again in a second.", "Retry-After", "1");
        }
    }

    /** Writes down what it has only counted so far. */
    public void settle() {
        refusals.settle();
    }

    @Override
    public void close() {
        settle();
    }
}
