package io.healthmon.javalin.auth;

import io.healthmon.HealthTarget;
import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who asks, once the gate has let the request in.
 *
 * @param name as the audit and alerts name it: a user's name, a key's name, or {@code this machine}
 * @param kind by what it was let in
 * @param scopes what it may do
 * @param services of which services
 * @param user the user, if it is one
 */
public record Caller(String name, Kind kind, Set<Scope> scopes, ServiceMatcher services, Optional<UUID> user) {

    private static final String ATTRIBUTE = Caller.class.getName();

    /** By what a caller was let in. */
    public enum Kind {
        /** A browser's session. */
        SESSION,
        /** A key. */
        KEY,
        /** Nothing: it is on this machine, which needs nothing as long as there are neither keys nor users. */
        THIS_MACHINE
    }

    /** Who asks; of a request that the gate has let in. */
    public static Caller of(Context ctx) {
        Caller caller = ctx.attribute(ATTRIBUTE);
        if (caller == null) {
            throw new IllegalStateException("the gate has let nobody in");
        }
        return caller;
    }

    /** Who asks; empty where the gate has let nobody in, because the route is open or the request was refused. */
    public static Optional<Caller> find(Context ctx) {
        return Optional.ofNullable(ctx.attribute(ATTRIBUTE));
    }

    void enter(Context ctx) {
        ctx.attribute(ATTRIBUTE, this);
    }

    /** As the audit names it: a key is called one, so that no user can take its name. */
    public String who() {
        return kind == Kind.KEY ? "key " + name : name;
    }

    /** True if it may do this. */
    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /** True if it may know of this service. */
    public boolean sees(HealthTarget target) {
        return services.matches(target);
    }
}
