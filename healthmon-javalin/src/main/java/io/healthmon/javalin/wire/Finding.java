package io.healthmon.javalin.wire;

import io.healthmon.check.Reason;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import org.jspecify.annotations.Nullable;

/** What a check found, in the words of the wire. {@code checks} is JSON as it was stored, passed on without being read. */
record Finding(
        String status,
        String checks,
        @Nullable String reason,
        @Nullable String message) {

    static final Finding NOT_CHECKED = new Finding("unknown", "{}", "not_checked", "not checked yet");

    static Finding of(CheckResult check) {
        Evaluation evaluation = check.evaluation();
        return new Finding(
                evaluation.status().word(),
                evaluation.checks().json(),
                evaluation.reason().map(Reason::code).orElse(null),
                evaluation.message().orElse(null));
    }
}
