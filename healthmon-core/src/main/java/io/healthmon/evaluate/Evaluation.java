package io.healthmon.evaluate;

import io.healthmon.HealthStatus;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.check.Text;
import io.healthmon.check.http.BodyFormat;
import java.util.Optional;

/**
 * What an observation means.
 *
 * @param status the status
 * @param reason the code; present exactly if the status is not healthy
 * @param message a sentence; present exactly if the status is not healthy
 * @param checks the components as the target sent them, or the error
 * @param format the format that the body was read as; empty if there was no body to read
 */
public record Evaluation(
        HealthStatus status,
        Optional<Reason> reason,
        Optional<String> message,
        Checks checks,
        Optional<BodyFormat> format) {

    public Evaluation {
        if ((status == HealthStatus.HEALTHY) == reason.isPresent() || reason.isPresent() != message.isPresent()) {
            throw new IllegalArgumentException("a reason and a message belong to every status but healthy");
        }
        message = message.map(Text::message);
    }

    /** Healthy. */
    public static Evaluation healthy(Checks checks, Optional<BodyFormat> format) {
        return new Evaluation(HealthStatus.HEALTHY, Optional.empty(), Optional.empty(), checks, format);
    }

    /** Not healthy. */
    public static Evaluation of(
            HealthStatus status, Reason reason, String message, Checks checks, Optional<BodyFormat> format) {
        return new Evaluation(status, Optional.of(reason), Optional.of(message), checks, format);
    }
}
