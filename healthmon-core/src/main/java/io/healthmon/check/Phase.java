package io.healthmon.check;

import java.util.Locale;

/** The part of a check that time is spent in, in the order they come. */
public enum Phase {
    /** Resolving the name. */
    DNS,
    /** Opening the connection. */
    CONNECT,
    /** The TLS handshake. */
    TLS,
    /** From the request to the first byte of the answer. */
    RESPONSE,
    /** From the first byte to the last. */
    BODY;

    /** The name on the wire: {@code dns}, {@code connect} … */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True for the phases before a connection stands: out of time there means that we could not talk to it. */
    public boolean beforeConnected() {
        return compareTo(RESPONSE) < 0;
    }
}
