package io.healthmon.alert;

/**
 * Understands cron expressions. The host brings one; an embedder who wants windows that recur gives one to the monitor's builder. Called
 * where windows are given to the monitor and when it loads them; thread-safe, must not block.
 */
@FunctionalInterface
public interface CronReader {

    /** Understands none. */
    CronReader NONE = (cron, zone) -> {
        throw new IllegalArgumentException(
                "cron '" + cron + "' can't be understood: the monitor was built without a reader of cron expressions");
    };

    /**
     * The moments that the expression names.
     *
     * @param cron five fields: minute, hour, day of month, month, day of week
     * @param zone the time zone's id, as in {@code Europe/Berlin}
     * @throws IllegalArgumentException if either can't be understood; the message names the value
     */
    Occurrences occurrences(String cron, String zone);
}
