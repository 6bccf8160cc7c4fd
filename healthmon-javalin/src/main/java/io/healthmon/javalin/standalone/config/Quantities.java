package io.healthmon.javalin.standalone.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them. What is not one is an {@link IllegalArgumentException} that says what is. */
public final class Quantities {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,9})(B|KB|MB|GB)?");

    /** From the largest, for printing. */
    private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("d", Duration.ofDays(1));
        UNITS.put("h", Duration.ofHours(1));
        UNITS.put("m", Duration.ofMinutes(1));
        UNITS.put("s", Duration.ofSeconds(1));
        UNITS.put("ms", Duration.ofMillis(1));
    }

    private Quantities() {}

    /**
     * The duration that {@code text} says: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 30d}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        Duration unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration; allowed are for example 500ms, 30s, 5m, 1h, 30d");
        }
        return unit.multipliedBy(Long.parseLong(matcher.group(1)));
    }

    /** The shortest text that {@link #duration} reads as {@code duration}, to the millisecond. */
    static String format(Duration duration) {
        for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
            long millis = unit.getValue().toMillis();
            if (duration.toMillis() != 0 && duration.toMillis() % millis == 0) {
                return duration.toMillis() / millis + unit.getKey();
            }
        }
        return "0s";
    }

    static long bytes(String text) {
        Matcher matcher = BYTES.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a number of bytes; allowed are for example 512, 256KB, 1MB, 1GB");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        return switch (unit == null ? "B" : unit) {
            case "GB" -> number << 30;
            case "MB" -> number << 20;
            case "KB" -> number << 10;
            default -> number;
        };
    }

    /** The shortest text that {@link #bytes} reads as {@code bytes}. */
    static String formatBytes(long bytes) {
        if (bytes > 0 && bytes % (1 << 30) == 0) {
            return (bytes >> 30) + "GB";
        }
        if (bytes > 0 && bytes % (1 << 20) == 0) {
            return (bytes >> 20) + "MB";
        }
        return bytes > 0 && bytes % (1 << 10) == 0 ? (bytes >> 10) + "KB" : String.valueOf(bytes);
    }
}
