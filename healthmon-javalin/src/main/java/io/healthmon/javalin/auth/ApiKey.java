package io.healthmon.javalin.auth;

import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.target.Secret;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key that opens the API, as whoever starts the host gives it.
 *
 * @param name whose it is, for the log and the rate limit; 1 to 100 characters
 * @param key the key: one or more visible ASCII characters, so that a header can carry it
 * @param scopes what it may do, at least one; default {@link #USUAL}
 * @param services of which services; default all
 */
public record ApiKey(String name, Secret key, Set<Scope> scopes, ServiceMatcher services) {

    /** What a key may do that says nothing else: all but {@link Scope#ADMIN}. */
    public static final Set<Scope> USUAL = Set.of(Scope.READ, Scope.TEST, Scope.ALERTS);

    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,1000}");

    public ApiKey {
        if (name.isBlank() || name.length() > 100) {
            throw new IllegalArgumentException("an API key's name must have 1 to 100 characters");
        }
        if (!VISIBLE.matcher(key.reveal()).matches()) {
            throw new IllegalArgumentException(
                    "the API key '" + name + "' must have 1 to 1000 visible ASCII characters and no spaces");
        }
        scopes = Set.copyOf(scopes);
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("the API key '" + name + "' must have at least one scope");
        }
    }

    /** A key of the usual scopes, for all services. */
    public ApiKey(String name, Secret key) {
        this(name, key, USUAL, ServiceMatcher.ALL);
    }
}
