package io.healthmon.target;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What of a service's alerting goes beyond its {@link Thresholds}.
 *
 * @param startPeriod failures of the service's first such time, and of the first after a time in which it was not observed, are
 *     recorded, not alerted; default none
 * @param recheckInterval how soon the service is checked again while it is suspect: not healthy and not alerted yet, or alerted and
 *     recovering; default at its next slot
 * @param reminderInterval how often the alert is told again while it is active and not acknowledged; default never
 * @param flapping when the service counts as flapping; default never
 * @param dependsOn services without which this one can't work: while one of them is down, this one opens no alert of its own
 */
public record AlertRules(
        Duration startPeriod,
        Optional<Duration> recheckInterval,
        Optional<Duration> reminderInterval,
        Optional<Flapping> flapping,
        List<String> dependsOn) {

    private static final Duration SHORTEST_REMINDER = Duration.ofMinutes(1);

    /** No start period, no quicker check, no reminder, no flapping, no dependency. */
    public static final AlertRules DEFAULT =
            new AlertRules(Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public AlertRules {
        if (startPeriod.isNegative()) {
            throw new IllegalArgumentException("start-period must be zero or more, not " + startPeriod);
        }
        recheckInterval.filter(value -> value.toMillis() < 1).ifPresent(value -> {
            throw new IllegalArgumentException("recheck-interval must be at least 1ms, not " + value);
        });
        reminderInterval.filter(value -> value.compareTo(SHORTEST_REMINDER) < 0).ifPresent(value -> {
            throw new IllegalArgumentException("reminder-interval must be at least 1m, not " + value);
        });
        dependsOn.forEach(ServiceName::require);
        dependsOn = List.copyOf(new LinkedHashSet<>(dependsOn));
    }
}
