package io.healthmon.javalin.auth;

import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import java.util.Locale;
import java.util.Optional;

/** What a route asks of its callers. There is no route without one. */
public enum Demand {
    /** Nothing: anybody may call. */
    OPEN(Optional.empty()),
    /** To be let in; whatever for. */
    CALLER(Optional.empty()),
    /** To be a person who is logged in: what is one's own is no business of a key. */
    SESSION(Optional.empty()),
    /** {@link Scope#READ}. */
    READ(Optional.of(Scope.READ)),
    /** {@link Scope#TEST}. */
    TEST(Optional.of(Scope.TEST)),
    /** {@link Scope#ALERTS}. */
    ALERTS(Optional.of(Scope.ALERTS)),
    /** {@link Scope#ADMIN}. */
    ADMIN(Optional.of(Scope.ADMIN));

    private final Optional<Scope> scope;

    Demand(Optional<Scope> scope) {
        this.scope = scope;
    }

    /** The scope that it takes; empty if it takes none. */
    public Optional<Scope> scope() {
        return scope;
    }

    /** True if this caller may. */
    boolean allows(Caller caller) {
        return switch (this) {
            case SESSION -> caller.kind() == Caller.Kind.SESSION;
            // Who is limited to some services could make a key that is not.
            case ADMIN -> caller.may(Scope.ADMIN) && caller.services().equals(ServiceMatcher.ALL);
            default -> scope.map(caller::may).orElse(true);
        };
    }

    /** Its name in the docs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
