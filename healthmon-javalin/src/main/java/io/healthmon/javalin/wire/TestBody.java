package io.healthmon.javalin.wire;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.healthmon.evaluate.CheckResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/health/test/<service>}. */
public record TestBody(String message, Result result) {

    /** The body of this check. */
    public static TestBody of(CheckResult check) {
        Finding finding = Finding.of(check);
        return new TestBody(
                "Health check completed for " + check.service(),
                new Result(
                        check.service(),
                        finding.status(),
                        finding.checks(),
                        check.responseTimeMillis(),
                        check.timestamp(),
                        finding.reason(),
                        finding.message()));
    }

    /** What the check found. */
    public record Result(
            String service,
            String status,
            @JsonRawValue String checks,
            int responseTimeMs,
            Instant timestamp,
            @Nullable String reason,
            @Nullable String message) {}
}
