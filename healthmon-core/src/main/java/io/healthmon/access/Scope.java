package io.healthmon.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** One thing that a caller may do. */
public enum Scope {
    /** Ask: status, history, alerts, uptime, metrics. */
    READ,
    /** Have a service checked, or a channel tried, now. */
    TEST,
    /** Say something about alerts: acknowledge, silence, maintenance. */
    ALERTS,
    /** Everything else: users, keys, other people's sessions, the audit. */
    ADMIN;

    /** Its name on the wire and in configuration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of this name; empty if there is none. */
    public static Optional<Scope> ofWord(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.word().equals(word))
                .findFirst();
    }
}
