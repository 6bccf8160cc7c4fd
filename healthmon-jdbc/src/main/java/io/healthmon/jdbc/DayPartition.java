package io.healthmon.jdbc;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The part of the check log that holds one UTC day: the table {@code service_health_checks_p20261124}.
 *
 * @param day the day
 */
record DayPartition(LocalDate day) {

    private static final String PREFIX = "service_health_checks_p";

    static DayPartition of(Instant timestamp) {
        return new DayPartition(LocalDate.ofInstant(timestamp, ZoneOffset.UTC));
    }

    /** The partition of that name; empty if the name is another table's. */
    static Optional<DayPartition> named(String table) {
        if (!table.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DayPartition(
                    LocalDate.parse(table.substring(PREFIX.length()), DateTimeFormatter.BASIC_ISO_DATE)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    String table() {
        return PREFIX + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }

    Instant from() {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The first moment after it. */
    Instant to() {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
