package io.healthmon.javalin.auth;

import io.healthmon.target.Secret;
import java.util.regex.Pattern;

/**
 * A key that opens the API.
 *
 * @param name whose it is, for the log and the rate limit; 1 to 100 characters
 * @param key the key: one or more visible ASCII characters, so that a header can carry it
 */
public record ApiKey(String name, Secret key) {

    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,1000}");

    public ApiKey {
        if (name.isBlank() || name.length() > 100) {
            throw new IllegalArgumentException("an API key's name must have 1 to 100 characters");
        }
        if (!VISIBLE.matcher(key.reveal()).matches()) {
            throw new IllegalArgumentException(
                    "the API key '" + name + "' must have 1 to 1000 visible ASCII characters and no spaces");
        }
    }
}
