package io.healthmon.check.http;

import java.util.Locale;

/** What an HTTP check does about connections. The JDK's client keeps idle ones whatever is asked; the full probe does as told. */
public enum ConnectionUse {
    /** A connection for each check: it proves that the service still accepts one. The default. */
    FRESH,
    /** One that an earlier check left open, where there is one: cheaper for both sides. */
    KEEP_ALIVE;

    /** The name in configuration: {@code fresh}, {@code keep-alive}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
