package io.healthmon.store.spool;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthStatus;
import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.CountedCheck;
import io.healthmon.alert.Severity;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a step tells of its service's alert, as JSON. What is empty is not written; the service's name stands in the entry. */
final class AlertJson {

    /** The rule of what was written before rules were. */
    private static final String UNRECORDED = "unrecorded";

    private AlertJson() {}

    // ---- writing

    static void write(Transition transition, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", transition.kind().word());
        Fields.time("at", transition.at(), json);
        why(transition.why(), json);
        json.writeFieldName("alert");
        write(transition.alert(), json);
        json.writeEndObject();
    }

    static void write(Suppression suppression, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("cause", suppression.cause().word());
        Fields.text("because", suppression.because(), json);
        if (suppression.alert().isPresent()) {
            key("alert", suppression.alert().get(), json);
        }
        Fields.time("at", suppression.at(), json);
        why(suppression.why(), json);
        json.writeEndObject();
    }

    static void write(Alert alert, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("severity", alert.severity().word());
        json.writeStringField("message", alert.message());
        Fields.time("triggered", alert.triggeredAt(), json);
        Fields.time("resolved", alert.resolvedAt(), json);
        if (alert.flapping()) {
            json.writeBooleanField("flapping", true);
        }
        if (alert.acknowledgement().isPresent()) {
            Acknowledgement seen = alert.acknowledgement().get();
            json.writeObjectFieldStart("acknowledged");
            json.writeStringField("by", seen.by());
            Fields.time("at", seen.at(), json);
            json.writeStringField("note", seen.note());
            json.writeEndObject();
        }
        if (!alert.channels().isEmpty()) {
            json.writeArrayFieldStart("channels");
            for (String channel : alert.channels()) {
                json.writeString(channel);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void why(Why why, JsonGenerator json) throws IOException {
        json.writeStringField("rule", why.rule());
        json.writeStringField("why", why.sentence());
        Fields.map("facts", why.facts(), json);
        checks("checks", why.checks(), json);
    }

    static void checks(String field, List<CountedCheck> checks, JsonGenerator json) throws IOException {
        if (checks.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(field);
        for (CountedCheck check : checks) {
            json.writeStartArray();
            json.writeNumber(Fields.micros(check.timestamp()));
            json.writeString(check.status().word());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** The alert may be another service's. */
    static void key(String field, AlertKey key, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("service", key.service());
        Fields.time("triggered", key.triggeredAt(), json);
        json.writeEndObject();
    }

    // ---- reading

    static Transition transition(String service, JsonNode json) throws IOException {
        return new Transition(
                Fields.constant(Transition.Kind.class, json, "kind"),
                alert(service, json.path("alert")),
                Fields.time(json, "at"),
                why(json));
    }

    static Suppression suppression(String service, JsonNode json) throws IOException {
        return new Suppression(
                service,
                Fields.constant(Suppression.Cause.class, json, "cause"),
                Fields.optional(json, "because"),
                json.has("alert") ? Optional.of(key(json.get("alert"))) : Optional.empty(),
                Fields.time(json, "at"),
                why(json));
    }

    static Alert alert(String service, JsonNode json) throws IOException {
        SortedSet<String> channels = new TreeSet<>();
        json.path("channels").forEach(channel -> channels.add(channel.asText()));
        return new Alert(
                service,
                Fields.constant(Severity.class, json, "severity"),
                Fields.text(json, "message"),
                Fields.time(json, "triggered"),
                Fields.optionalTime(json, "resolved"),
                json.path("flapping").asBoolean(),
                json.has("acknowledged") ? Optional.of(acknowledgement(json.get("acknowledged"))) : Optional.empty(),
                channels);
    }

    private static Acknowledgement acknowledgement(JsonNode json) throws IOException {
        return new Acknowledgement(Fields.text(json, "by"), Fields.time(json, "at"), Fields.text(json, "note"));
    }

    private static Why why(JsonNode json) throws IOException {
        return new Why(
                Fields.optional(json, "rule").orElse(UNRECORDED),
                Fields.map(json, "facts"),
                checks(json.path("checks")),
                Fields.text(json, "why"));
    }

    static List<CountedCheck> checks(JsonNode json) throws IOException {
        List<CountedCheck> checks = new ArrayList<>();
        for (JsonNode check : json) {
            Instant at = Fields.time(check.path(0).asLong());
            checks.add(new CountedCheck(at, status(check.path(1).asText())));
        }
        return checks;
    }

    static HealthStatus status(String word) throws IOException {
        return HealthStatus.ofWord(word).orElseThrow(() -> new IOException("no status is called " + word));
    }

    static AlertKey key(JsonNode json) throws IOException {
        return new AlertKey(Fields.text(json, "service"), Fields.time(json, "triggered"));
    }
}
