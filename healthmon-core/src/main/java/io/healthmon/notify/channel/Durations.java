package io.healthmon.notify.channel;

import java.time.Duration;

/** Durations as people say them: the two largest units. */
final class Durations {

    private Durations() {}

    static String words(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return join(minutes + "m", seconds % 60, "s");
        }
        long hours = minutes / 60;
        return hours < 24 ? join(hours + "h", minutes % 60, "m") : join(hours / 24 + "d", hours % 24, "h");
    }

    private static String join(String first, long rest, String unit) {
        return rest == 0 ? first : first + " " + rest + unit;
    }
}
