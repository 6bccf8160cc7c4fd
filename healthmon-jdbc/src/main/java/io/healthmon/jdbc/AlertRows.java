package io.healthmon.jdbc;

import io.healthmon.alert.Alert;
import io.healthmon.alert.Severity;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads alerts, those that people inserted or resolved by hand included. */
final class AlertRows {

    static final String ACTIVE = "active";
    static final String RESOLVED = "resolved";

    private AlertRows() {}

    /** The status column decides whether it is active; one resolved by hand without a time counts as resolved at once. */
    static Alert alert(
            String service,
            String severity,
            String message,
            String status,
            Instant triggeredAt,
            @Nullable Instant resolvedAt) {
        Optional<Instant> resolved =
                status.equals(ACTIVE) ? Optional.empty() : Optional.of(resolvedAt == null ? triggeredAt : resolvedAt);
        return new Alert(service, severity(severity), message, triggeredAt, resolved);
    }

    private static Severity severity(String word) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.word().equals(word))
                .findFirst()
                .orElse(Severity.WARNING);
    }
}
