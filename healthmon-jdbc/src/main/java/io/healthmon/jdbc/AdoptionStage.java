package io.healthmon.jdbc;

import java.util.Locale;

/** What an adoption is at: one after the other. */
enum AdoptionStage {
    /** Alerts are copied; a monitor waits for it, because it goes on with the active ones. */
    ALERTS,
    /** The services' states are made; a monitor waits for these too. */
    STATES,
    /** Checks that are kept are copied, while the monitor works. */
    CHECKS,
    /** Older ones are counted into the rollups. */
    COUNTS,
    /** Nothing is read from the original's tables any more. */
    DONE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AdoptionStage of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** True while a monitor has to wait. */
    boolean beforeOpening() {
        return this == ALERTS || this == STATES;
    }
}
