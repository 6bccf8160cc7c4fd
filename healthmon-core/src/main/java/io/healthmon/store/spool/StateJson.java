package io.healthmon.store.spool;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.alert.Held;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Trail;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.check.http.BodyFormat;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A check, and the state of a service after it, as JSON. What is empty is not written. */
final class StateJson {

    private StateJson() {}

    // ---- writing

    static void write(CheckResult check, JsonGenerator json) throws IOException {
        Evaluation found = check.evaluation();
        json.writeStartObject();
        Fields.time("at", check.timestamp(), json);
        json.writeNumberField("took", check.responseTime().toNanos());
        json.writeStringField("status", found.status().word());
        Fields.text("reason", found.reason().map(Reason::code), json);
        Fields.text("message", found.message(), json);
        json.writeStringField("checks", found.checks().json());
        Fields.text("format", found.format().map(BodyFormat::word), json);
        json.writeEndObject();
    }

    /** The state's last check is mostly the step's own, and then not written again. */
    static void write(Step step, JsonGenerator json) throws IOException {
        ServiceState state = step.state();
        json.writeObjectFieldStart("state");
        if (state.lastCheck().isPresent() && !sameAsItsCheck(step)) {
            json.writeFieldName("last");
            write(state.lastCheck().get(), json);
        }
        Fields.time("since", state.since(), json);
        json.writeNumberField("failures", state.failureStreak());
        json.writeNumberField("recoveries", state.recoveryStreak());
        if (!state.trail().equals(Trail.NONE)) {
            trail(state.trail(), json);
        }
        if (state.activeAlert().isPresent()) {
            json.writeFieldName("alert");
            AlertJson.write(state.activeAlert().get(), json);
        }
        if (state.held().isPresent()) {
            held(state.held().get(), json);
        }
        json.writeEndObject();
    }

    private static boolean sameAsItsCheck(Step step) {
        return step.check().isPresent() && step.check().equals(step.state().lastCheck());
    }

    private static void trail(Trail trail, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("trail");
        AlertJson.checks("streak", trail.streak(), json);
        if (trail.changes() != 0) {
            json.writeNumberField("changes", trail.changes());
        }
        json.writeNumberField("observed", trail.observed());
        Fields.time("since", trail.observedSince(), json);
        json.writeEndObject();
    }

    private static void held(Held held, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("held");
        json.writeStringField("cause", held.cause().word());
        Fields.text("because", held.because(), json);
        if (held.alert().isPresent()) {
            AlertJson.key("alert", held.alert().get(), json);
        }
        Fields.time("since", held.since(), json);
        json.writeEndObject();
    }

    // ---- reading

    static CheckResult check(String service, JsonNode json) throws IOException {
        return new CheckResult(
                service,
                Fields.time(json, "at"),
                Duration.ofNanos(json.path("took").asLong()),
                new Evaluation(
                        AlertJson.status(Fields.text(json, "status")),
                        Fields.optional(json, "reason").map(Reason::new),
                        Fields.optional(json, "message"),
                        Checks.stored(Fields.text(json, "checks")),
                        Fields.optional(json, "format").map(StateJson::format)));
    }

    static ServiceState state(String service, Optional<CheckResult> check, JsonNode json) throws IOException {
        return new ServiceState(
                service,
                json.has("last") ? Optional.of(check(service, json.get("last"))) : check,
                Fields.optionalTime(json, "since"),
                json.path("failures").asInt(),
                json.path("recoveries").asInt(),
                trail(json.path("trail")),
                json.has("alert") ? Optional.of(AlertJson.alert(service, json.get("alert"))) : Optional.empty(),
                json.has("held") ? Optional.of(held(json.get("held"))) : Optional.empty());
    }

    private static Trail trail(JsonNode json) throws IOException {
        return json.isMissingNode()
                ? Trail.NONE
                : new Trail(
                        AlertJson.checks(json.path("streak")),
                        json.path("changes").asInt(),
                        json.path("observed").asInt(),
                        Fields.optionalTime(json, "since"));
    }

    private static Held held(JsonNode json) throws IOException {
        return new Held(
                Fields.constant(Suppression.Cause.class, json, "cause"),
                Fields.optional(json, "because"),
                json.has("alert") ? Optional.of(AlertJson.key(json.get("alert"))) : Optional.empty(),
                Fields.time(json, "since"));
    }

    private static BodyFormat format(String word) {
        return BodyFormat.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
