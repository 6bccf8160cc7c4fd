package io.healthmon.javalin.standalone.config;

import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.javalin.auth.ApiKey;
import io.healthmon.target.Secret;
import java.util.Set;

/**
 * A key that opens the API.
 *
 * @param name who it was given to; unique
 * @param key the key: {@value #MIN_LENGTH} to {@value #MAX_LENGTH} printable ASCII characters without spaces, so that a
 *     header can carry it; unique
 * @param scopes what it may do; default {@code read}, {@code test} and {@code alerts}
 * @param services of which services; default all
 */
public record ApiKeyConfig(String name, Secret key, Set<Scope> scopes, ServiceMatcher services) {
    static final int MIN_LENGTH = 8;
    static final int MAX_LENGTH = 500;

    /** A key of the usual scopes, for all services. */
    public ApiKeyConfig(String name, Secret key) {
        this(name, key, ApiKey.USUAL, ServiceMatcher.ALL);
    }

    public ApiKeyConfig {
        scopes = Set.copyOf(scopes);
    }
}
