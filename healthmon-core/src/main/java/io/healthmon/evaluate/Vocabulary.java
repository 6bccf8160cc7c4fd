package io.healthmon.evaluate;

import io.healthmon.HealthStatus;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The words that health bodies use, and the status that each one means; documented in {@code docs/formats.md}. */
final class Vocabulary {

    private static final Map<String, HealthStatus> WORDS = new HashMap<>();

    static {
        add(
                HealthStatus.HEALTHY,
                "up ok pass healthy online idle operational active connected running initialized ready serving pong true");
        add(HealthStatus.DEGRADED, "degraded warn warning restricted partial no_workers");
        add(
                HealthStatus.UNHEALTHY,
                "down out_of_service fail failed error unhealthy fatal stopped disconnected not_serving not_ready"
                        + " shutting_down false");
        add(HealthStatus.UNKNOWN, "unknown starting none undetermined");
    }

    private static final int LONGEST = 50;

    private Vocabulary() {}

    private static void add(HealthStatus status, String words) {
        for (String word : words.split(" ", -1)) {
            WORDS.put(word, status);
        }
    }

    /** What {@code word} means, in any case, with spaces or hyphens for underscores; empty if it is not listed. */
    static Optional<HealthStatus> meaning(String word) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String key = word.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        return Optional.ofNullable(WORDS.get(key));
    }
}
