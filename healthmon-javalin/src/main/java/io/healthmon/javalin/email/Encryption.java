package io.healthmon.javalin.email;

import java.util.Locale;
import java.util.Optional;

/** How a connection to a mail server is made secret. */
public enum Encryption {
    /** By STARTTLS, before anything is said; a server that does not offer it gets nothing. The default. */
    STARTTLS(587),
    /** From the first byte. */
    TLS(465),
    /** Not at all: for a relay on the same machine or network. */
    NONE(25);

    private final int port;

    Encryption(int port) {
        this.port = port;
    }

    /** The port where servers usually speak so. */
    public int port() {
        return port;
    }

    /** The word in configuration: {@code starttls}, {@code tls} or {@code none}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that {@link #word()}; empty for any other text. */
    public static Optional<Encryption> ofWord(String word) {
        for (Encryption each : values()) {
            if (each.word().equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
