package io.healthmon.evaluate;

import io.healthmon.HealthStatus;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation.Answer;
import io.healthmon.check.Reason;
import io.healthmon.check.http.BodyFormat;
import io.healthmon.check.http.HttpSpec;
import java.util.Optional;

/** Evaluates one HTTP answer: what the code says, what the body says, and which of them stands where they disagree. */
final class AnswerEvaluator {

    private static final Optional<BodyFormat> NOT_READ = Optional.of(BodyFormat.NONE);

    private final Answer answer;
    private final HttpSpec spec;
    private final CodeVerdict code;

    private AnswerEvaluator(Answer answer, HttpSpec spec) {
        this.answer = answer;
        this.spec = spec;
        this.code = CodeVerdict.of(answer.code(), spec);
    }

    static Evaluation evaluate(Answer answer, HttpSpec spec) {
        return new AnswerEvaluator(answer, spec).evaluate();
    }

    private Evaluation evaluate() {
        if (spec.format() == BodyFormat.NONE) {
            return byCode(NOT_READ);
        }
        if (answer.truncated()) {
            return atBestDegraded(Reason.BODY_TOO_LARGE, "its body is longer than max-body allows");
        }
        ContentType type = ContentType.of(answer.contentType());
        HealthBody body = BodyParser.parse(type, answer.body());
        if (body instanceof HealthBody.Empty) {
            return byCode(Optional.empty());
        }
        if (body instanceof HealthBody.Value value) {
            return spec.format() == BodyFormat.AUTO ? detected(type, value) : pinned(value);
        }
        return body instanceof HealthBody.Unreadable unreadable && unreadable.claimsJson() ? notJson() : unreadable();
    }

    private Evaluation detected(ContentType type, HealthBody.Value value) {
        Optional<BodyFormat> format = FormatDetector.detect(type, value.root());
        return format.flatMap(found -> read(found, value)).orElseGet(() -> byCode(NOT_READ));
    }

    private Evaluation pinned(HealthBody.Value value) {
        return read(spec.format(), value).orElseGet(this::notOfFormat);
    }

    private Evaluation unreadable() {
        return spec.format() == BodyFormat.AUTO ? byCode(NOT_READ) : notOfFormat();
    }

    private Evaluation notJson() {
        return atBestDegraded(Reason.CONTENT_INVALID, "its body claims to be JSON and is not");
    }

    private Evaluation notOfFormat() {
        return atBestDegraded(
                Reason.CONTENT_INVALID,
                "its body is not of the format " + spec.format().word());
    }

    private Optional<Evaluation> read(BodyFormat format, HealthBody.Value value) {
        BodyReader reader = BodyReader.ALL.get(format);
        return reader == null
                ? Optional.empty()
                : reader.read(value.root()).map(reading -> combine(reading, Optional.of(format)));
    }

    private Evaluation combine(Reading reading, Optional<BodyFormat> format) {
        if (reading.silent() && reading.checks().isEmpty()) {
            return byCode(format);
        }
        BodyVerdict body = BodyVerdict.of(reading, spec.criticalComponents());
        Checks checks = Checks.of(reading.checks());
        if (!bodyStands(body)) {
            return Evaluation.of(code.status(), code.reason(), disagreement(body), checks, format);
        }
        return body.status() == HealthStatus.HEALTHY
                ? Evaluation.healthy(checks, format)
                : Evaluation.of(body.status(), body.reason(), body.message(), checks, format);
    }

    /**
     * Whether the body's word stands against the code's. With a 5xx an unhealthy body does, since it names the cause, and a
     * degraded one (health endpoints answer 503 for it) if it says so and is not merely not understood. A healthy one never
     * talks an error up.
     */
    private boolean bodyStands(BodyVerdict body) {
        return switch (code) {
            case SUCCESS -> true;
            case SERVER_ERROR ->
                body.status() == HealthStatus.UNHEALTHY || body.status() == HealthStatus.DEGRADED && body.stated();
            case BUSY -> body.status() == HealthStatus.UNHEALTHY;
            case CLIENT_ERROR, AUTH, REDIRECT, UNEXPECTED -> false;
        };
    }

    private String disagreement(BodyVerdict body) {
        String sentence = code.sentence(answer.code());
        if (body.status() != HealthStatus.HEALTHY) {
            return sentence + "; " + body.message();
        }
        return body.stated() && code.plainError() ? sentence + " although its body says that all is well" : sentence;
    }

    private Evaluation byCode(Optional<BodyFormat> format) {
        if (code == CodeVerdict.SUCCESS) {
            return Evaluation.healthy(Checks.empty(), format);
        }
        return failed(code.status(), code.reason(), code.sentence(answer.code()), format);
    }

    /** A body that should have been read and could not be. */
    private Evaluation atBestDegraded(Reason reason, String problem) {
        HealthStatus status = code.status().worse(HealthStatus.DEGRADED);
        if (code == CodeVerdict.SUCCESS) {
            return failed(status, reason, problem, NOT_READ);
        }
        Reason worse = code.plainError() ? reason : code.reason();
        return failed(status, worse, code.sentence(answer.code()) + "; " + problem, NOT_READ);
    }

    private Evaluation failed(HealthStatus status, Reason reason, String sentence, Optional<BodyFormat> format) {
        return Evaluation.of(status, reason, sentence, Checks.error(sentence, answer.code()), format);
    }
}
