package io.healthmon.jdbc;

import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.alert.Severity;
import io.healthmon.jdbc.generated.tables.records.ServiceHealthAlertsRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads alerts, those that people inserted or resolved by hand included. */
final class AlertRows {

    static final String ACTIVE = "active";
    static final String RESOLVED = "resolved";

    private AlertRows() {}

    /** The status column decides whether it is active; one resolved by hand without a time counts as resolved at once. */
    static Alert alert(ServiceHealthAlertsRecord row) {
        Optional<Instant> resolved = row.getStatus().equals(ACTIVE)
                ? Optional.empty()
                : Optional.of(row.getResolvedAt() == null ? row.getTriggeredAt() : row.getResolvedAt());
        return new Alert(
                row.getServiceName(),
                severity(row.getSeverity()),
                row.getMessage(),
                row.getTriggeredAt(),
                resolved,
                row.getFlapping(),
                acknowledgement(row),
                channels(row.getChannels()));
    }

    private static Optional<Acknowledgement> acknowledgement(ServiceHealthAlertsRecord row) {
        return row.getAcknowledgedBy() == null || row.getAcknowledgedAt() == null
                ? Optional.empty()
                : Optional.of(new Acknowledgement(
                        row.getAcknowledgedBy(),
                        row.getAcknowledgedAt(),
                        Objects.requireNonNullElse(row.getAcknowledgement(), "")));
    }

    private static SortedSet<String> channels(@Nullable String[] names) {
        SortedSet<String> channels = new TreeSet<>();
        for (String name : names) {
            if (name != null) {
                channels.add(name);
            }
        }
        return channels;
    }

    static Severity severity(@Nullable String word) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.word().equals(word))
                .findFirst()
                .orElse(Severity.WARNING);
    }
}
