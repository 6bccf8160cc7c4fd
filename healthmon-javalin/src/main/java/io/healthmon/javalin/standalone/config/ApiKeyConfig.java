package io.healthmon.javalin.standalone.config;

import io.healthmon.target.Secret;

/**
 * A key that opens the API.
 *
 * @param name who it was given to; unique
 * @param key the key: {@value #MIN_LENGTH} to {@value #MAX_LENGTH} printable ASCII characters without spaces, so that a
 *     header can carry it; unique
 */
public record ApiKeyConfig(String name, Secret key) {
    static final int MIN_LENGTH = 8;
    static final int MAX_LENGTH = 500;
}
