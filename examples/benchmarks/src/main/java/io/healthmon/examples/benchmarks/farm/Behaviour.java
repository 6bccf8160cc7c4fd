package io.healthmon.examples.benchmarks.farm;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How a service of the farm answers. The first part of its path says so: {@code /healthy/…}, {@code /slow-250/…} (250 ms late).
 *
 * @param kind the kind
 * @param delay how late the answer comes; zero but for {@link Kind#SLOW}
 */
record Behaviour(Kind kind, Duration delay) {

    private static final String SLOW = "slow-";
    private static final int MAX_DELAY_DIGITS = 6;

    /** The kinds. */
    enum Kind {
        /** 200 and the body of the seed's stream-bot, all well. */
        HEALTHY,
        /** 503 and the same body, one component stopped. */
        DEGRADED,
        /** 200 and a word of text, no JSON. */
        PLAIN,
        /** Reads the request and never answers. */
        HANG,
        /** Answers at once, a byte of the body every 100 ms, without end. */
        DRIP,
        /** As healthy, late. */
        SLOW,
        /** 200 and a JSON body of ten megabytes. */
        HUGE,
        /** Resets the connection once it has read the request. */
        RESET;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The behaviour that a path's first part names; empty if it names none. */
    static Optional<Behaviour> named(String word) {
        if (word.startsWith(SLOW)) {
            return millis(word.substring(SLOW.length())).map(delay -> new Behaviour(Kind.SLOW, delay));
        }
        for (Kind kind : Kind.values()) {
            if (kind != Kind.SLOW && kind.word().equals(word)) {
                return Optional.of(new Behaviour(kind, Duration.ZERO));
            }
        }
        return Optional.empty();
    }

    private static Optional<Duration> millis(String digits) {
        boolean number = !digits.isEmpty()
                && digits.length() <= MAX_DELAY_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Optional.of(Duration.ofMillis(Integer.parseInt(digits))) : Optional.empty();
    }
}
