package io.healthmon.alert;

import io.healthmon.HealthTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When an alert is told again: at the first check after each multiple of the interval since it was triggered. So nothing need be
 * remembered of those before, and a time in which nobody looked is made up for once.
 */
final class Reminders {

    private Reminders() {}

    /**
     * True if one is due.
     *
     * @param before the timestamp of the check before
     * @param now this check's
     */
    static boolean isDue(HealthTarget target, Alert alert, Instant before, Instant now) {
        return target.rules()
                .reminderInterval()
                .filter(every -> alert.acknowledgement().isEmpty())
                .filter(every -> passed(alert, every, now) > passed(alert, every, before))
                .isPresent();
    }

    /** When the next one comes, at the earliest; empty if none does. */
    static Optional<Instant> next(HealthTarget target, Alert alert, Instant now) {
        return target.rules()
                .reminderInterval()
                .filter(every -> alert.acknowledgement().isEmpty())
                .map(every -> alert.triggeredAt().plus(every.multipliedBy(passed(alert, every, now) + 1)));
    }

    private static long passed(Alert alert, Duration every, Instant moment) {
        return Math.max(0, Duration.between(alert.triggeredAt(), moment).dividedBy(every));
    }
}
