package io.healthmon.evaluate;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.check.Observation.Answer;
import io.healthmon.check.Timings;
import io.healthmon.check.http.BodyFormat;
import io.healthmon.check.http.HttpSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** HTTP answers, and their evaluation by the standard evaluator. */
final class Answers {

    static final String JSON = "application/json";
    static final HttpSpec SPEC = HttpSpec.get("http://localhost:5000/health");

    private Answers() {}

    static Answer answer(int code, String contentType, String body) {
        return answer(code, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer answer(int code, String contentType, byte[] body) {
        Optional<String> header = contentType.isEmpty() ? Optional.empty() : Optional.of(contentType);
        return new Answer(code, header, body, false, Timings.NONE);
    }

    static Answer truncated(int code, String contentType, String body) {
        return new Answer(code, Optional.of(contentType), body.getBytes(StandardCharsets.UTF_8), true, Timings.NONE);
    }

    static Evaluation evaluate(HttpSpec spec, Answer answer) {
        HealthTarget target = HealthTarget.of("service", spec).build();
        return StatusEvaluator.standard().evaluate(target, answer, HealthStatus.UNKNOWN);
    }

    static Evaluation evaluate(Answer answer) {
        return evaluate(SPEC, answer);
    }

    static Evaluation json(int code, String body) {
        return evaluate(answer(code, JSON, body));
    }

    static Evaluation pinned(BodyFormat format, Answer answer) {
        return evaluate(SPEC.withFormat(format), answer);
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Answers.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
