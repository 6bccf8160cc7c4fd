package io.healthmon.javalin.wire;

import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A service's alert, if one is active. */
public record ActiveAlert(
        String severity,
        String message,
        Instant triggeredAt,
        @Nullable String acknowledgedBy,
        boolean flapping) {

    static ActiveAlert of(Alert alert) {
        return new ActiveAlert(
                alert.severity().word(),
                alert.message(),
                alert.triggeredAt(),
                alert.acknowledgement().map(Acknowledgement::by).orElse(null),
                alert.flapping());
    }
}
