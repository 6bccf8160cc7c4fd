package io.healthmon.javalin.page;

import io.healthmon.access.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * Who reads a page, and what they may do on it: what they may not is not offered.
 *
 * @param name who
 * @param scopes what they may do
 * @param session true if they are logged in, and can log out
 * @param user true if there can be users at all
 */
public record Reader(String name, Set<Scope> scopes, boolean session, boolean user) {

    public Reader {
        scopes = Set.copyOf(scopes);
    }

    /** True if they may have services checked. */
    public boolean tests() {
        return scopes.contains(Scope.TEST);
    }

    /** True if they may acknowledge alerts, and plan silences and maintenance. */
    public boolean alerts() {
        return scopes.contains(Scope.ALERTS);
    }

    /** True if they may do everything. */
    public boolean admin() {
        return scopes.contains(Scope.ADMIN);
    }

    /** Their name, if they have one of their own. */
    public Optional<String> person() {
        return session ? Optional.of(name) : Optional.empty();
    }
}
