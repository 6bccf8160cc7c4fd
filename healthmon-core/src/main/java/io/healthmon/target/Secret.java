package io.healthmon.target;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A value that must not be seen: prints as {@code ***}, compares in constant time. Immutable. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Wraps {@code value}. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The value itself, for the one place that sends or compares it. */
    public String reveal() {
        return value;
    }

    /** True if {@code candidate} is the value; takes the same time wherever they differ. */
    public boolean matches(String candidate) {
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && matches(secret.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
