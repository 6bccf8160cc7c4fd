package io.healthmon.evaluate;

import io.healthmon.HealthStatus;
import io.healthmon.check.Reason;
import io.healthmon.check.http.HttpSpec;

/** What an HTTP status code says by itself. */
enum CodeVerdict {
    /** 2xx, or what the target's {@code expect-status} lists. */
    SUCCESS(HealthStatus.HEALTHY, Reason.REPORTED, ""),
    /** 429. */
    BUSY(HealthStatus.DEGRADED, Reason.BUSY, ": it is too busy"),
    /** 401 and 403. */
    AUTH(HealthStatus.UNHEALTHY, Reason.AUTH, ": the credentials that the monitor sends are missing or wrong"),
    /** A 3xx that remains. */
    REDIRECT(HealthStatus.UNHEALTHY, Reason.REDIRECT, ", a redirect that was not followed to an end"),
    /** Another 4xx. */
    CLIENT_ERROR(HealthStatus.UNHEALTHY, Reason.HTTP_4XX, ""),
    /** A 5xx. */
    SERVER_ERROR(HealthStatus.UNHEALTHY, Reason.HTTP_5XX, ""),
    /** A code that {@code expect-status} does not list, or that means nothing to us. */
    UNEXPECTED(HealthStatus.UNHEALTHY, Reason.HTTP_STATUS, ", which is not expected");

    private final HealthStatus status;
    private final Reason reason;
    private final String remark;

    CodeVerdict(HealthStatus status, Reason reason, String remark) {
        this.status = status;
        this.reason = reason;
        this.remark = remark;
    }

    static CodeVerdict of(int code, HttpSpec spec) {
        boolean success = spec.expectStatus().isEmpty()
                ? code >= 200 && code <= 299
                : spec.expectStatus().stream().anyMatch(range -> range.contains(code));
        if (success) {
            return SUCCESS;
        }
        if (code == 401 || code == 403) {
            return AUTH;
        }
        if (code == 429) {
            return BUSY;
        }
        return switch (code / 100) {
            case 3 -> REDIRECT;
            case 4 -> CLIENT_ERROR;
            case 5 -> SERVER_ERROR;
            default -> UNEXPECTED;
        };
    }

    HealthStatus status() {
        return status;
    }

    /** The reason, for every verdict but success. */
    Reason reason() {
        return reason;
    }

    /** True for the errors that say no more than that something failed: a body may tell what. */
    boolean plainError() {
        return this == CLIENT_ERROR || this == SERVER_ERROR;
    }

    /** For a sentence: {@code it answered 503}. */
    String sentence(int code) {
        return "it answered " + code + remark;
    }
}
