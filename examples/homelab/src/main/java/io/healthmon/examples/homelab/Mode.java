package io.healthmon.examples.homelab;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a simulated service behaves. What each mode is on the wire, service by service, stands in the README. */
public enum Mode {
    /** It answers at once that all is well. */
    HEALTHY,
    /** It answers at once that something non-critical is amiss. */
    DEGRADED,
    /** It answers at once that it does not work. */
    UNHEALTHY,
    /** It accepts connections and never answers. */
    HANGING,
    /** Its port is closed. */
    REFUSING,
    /** It answers that all is well, later than usual but within any sensible time-out. */
    SLOW;

    /** The mode in lower case, as the control port takes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of a {@link #word()}; empty for any other text. */
    public static Optional<Mode> ofWord(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }

    /** All words, as people read them in an error. */
    static String words() {
        return Arrays.stream(values()).map(Mode::word).collect(Collectors.joining(", "));
    }
}
