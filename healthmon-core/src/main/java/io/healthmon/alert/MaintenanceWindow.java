package io.healthmon.alert;

import io.healthmon.check.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * A time in which services are worked on: none of their alerts is opened in it. Those that are active go on and are resolved as ever; a
 * service that is still failing at its first check after the window is alerted then.
 *
 * @param id names it
 * @param name what people call it; 1 to 100 characters
 * @param matcher whose alerts
 * @param author who asked for it; at most 100 characters
 * @param reason why; at most 500 characters
 * @param createdAt when it was asked for
 * @param when its times
 * @param ended who ended it before its time, if somebody did
 */
public record MaintenanceWindow(
        UUID id,
        String name,
        ServiceMatcher matcher,
        String author,
        String reason,
        Instant createdAt,
        When when,
        Optional<Ending> ended) {

    private static final int MAX_NAME = 100;

    public MaintenanceWindow {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "a maintenance window's name must have 1 to " + MAX_NAME + " characters, not " + name.length());
        }
        name = Text.storable(name, MAX_NAME);
        author = Text.storable(author, 100);
        reason = Text.message(reason);
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** One that nobody has ended. */
    public MaintenanceWindow(
            UUID id, String name, ServiceMatcher matcher, String author, String reason, Instant createdAt, When when) {
        this(id, name, matcher, author, reason, createdAt, when, Optional.empty());
    }

    /** This, ended before its time; one that was ended before stays as it is. */
    public MaintenanceWindow ended(Ending ending) {
        return ended.isPresent()
                ? this
                : new MaintenanceWindow(id, name, matcher, author, reason, createdAt, when, Optional.of(ending));
    }

    /** True if it has no time left from this moment on. */
    public boolean isOver(Instant moment) {
        return ended.filter(ending -> !moment.isBefore(ending.at())).isPresent()
                || when instanceof Once once && !moment.isBefore(once.to());
    }

    /** When a window is. Plain values, so that they can be kept; what a cron expression means, a {@link CronReader} knows. */
    public sealed interface When permits Once, Recurring {}

    /**
     * Once.
     *
     * @param from its beginning
     * @param to its end, which does not belong to it; after {@code from}
     */
    public record Once(Instant from, Instant to) implements When {

        public Once {
            from = from.truncatedTo(ChronoUnit.MICROS);
            to = to.truncatedTo(ChronoUnit.MICROS);
            if (!to.isAfter(from)) {
                throw new IllegalArgumentException(
                        "a maintenance window must end after it begins, not: " + from + " to " + to);
            }
        }
    }

    /**
     * Again and again.
     *
     * @param cron when it begins, on the zone's clocks; at most 100 characters
     * @param zone the time zone's id; at most 100 characters
     * @param duration how long it goes on each time, in time that passes, whatever the clocks do; a whole number of seconds, from one
     *     second to 31 days
     */
    public record Recurring(String cron, String zone, Duration duration) implements When {

        private static final Duration LONGEST = Duration.ofDays(31);
        private static final int MAX_LENGTH = 100;

        public Recurring {
            require("cron", cron);
            require("zone", zone);
            if (duration.compareTo(Duration.ofSeconds(1)) < 0
                    || duration.compareTo(LONGEST) > 0
                    || duration.getNano() != 0) {
                throw new IllegalArgumentException(
                        "a maintenance window's duration must be whole seconds from 1s to 31d, not " + duration);
            }
        }

        private static void require(String what, String value) {
            if (value.isBlank() || value.length() > MAX_LENGTH || value.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(what + " must have 1 to " + MAX_LENGTH
                        + " characters on one line, not '" + Text.storable(value, MAX_LENGTH) + "'");
            }
        }
    }
}
