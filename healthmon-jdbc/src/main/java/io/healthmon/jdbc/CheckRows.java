package io.healthmon.jdbc;

import io.healthmon.HealthStatus;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.check.http.BodyFormat;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a row says of a check. People and other programs insert rows too, so nothing that the columns' types allow may fail a
 * read: a status that is no known word is unknown, and a reason or message that is missing is said to be.
 */
final class CheckRows {

    static final Reason UNRECORDED = new Reason("unrecorded");
    static final String NO_MESSAGE = "no cause was recorded";

    private CheckRows() {}

    static CheckResult check(
            String service,
            Instant timestamp,
            @Nullable Integer responseTimeMillis,
            @Nullable String status,
            @Nullable String reason,
            @Nullable String message,
            @Nullable JSONB checks,
            @Nullable String format) {
        return new CheckResult(
                service,
                timestamp,
                Duration.ofMillis(responseTimeMillis == null ? 0 : Math.max(0, responseTimeMillis)),
                evaluation(
                        status(status),
                        Optional.ofNullable(reason),
                        Optional.ofNullable(message),
                        components(checks),
                        format(format)));
    }

    private static Evaluation evaluation(
            HealthStatus status,
            Optional<String> reason,
            Optional<String> message,
            Checks checks,
            Optional<BodyFormat> format) {
        return status == HealthStatus.HEALTHY
                ? Evaluation.healthy(checks, format)
                : Evaluation.of(
                        status,
                        reason.map(CheckRows::reason).orElse(UNRECORDED),
                        message.orElse(NO_MESSAGE),
                        checks,
                        format);
    }

    static HealthStatus status(@Nullable String word) {
        return word == null ? HealthStatus.UNKNOWN : HealthStatus.ofWord(word).orElse(HealthStatus.UNKNOWN);
    }

    private static Reason reason(String code) {
        try {
            return new Reason(code);
        } catch (IllegalArgumentException e) {
            return UNRECORDED;
        }
    }

    private static Checks components(@Nullable JSONB checks) {
        return checks == null || !checks.data().startsWith("{") ? Checks.empty() : Checks.stored(checks.data());
    }

    private static Optional<BodyFormat> format(@Nullable String word) {
        return Arrays.stream(BodyFormat.values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }
}
