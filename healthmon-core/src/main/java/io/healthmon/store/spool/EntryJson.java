package io.healthmon.store.spool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.healthmon.HealthStatus;
import io.healthmon.alert.Alert;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Severity;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.check.http.BodyFormat;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.Gap;
import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedResult;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What waits, as JSON objects one behind the other: people can read it, a later version can add to it, and what repeats compresses
 * to nearly nothing. Times are microseconds since 1970, durations nanoseconds.
 */
final class EntryJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    private static final ObjectReader READER = new JsonMapper(FACTORY).readerFor(JsonNode.class);

    private EntryJson() {}

    // ---- writing

    static void write(List<? extends Numbered> entries, ByteArrayOutputStream out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.setRootValueSeparator(null);
            for (Numbered entry : entries) {
                write(entry, json);
                json.writeRaw('\n');
            }
        }
    }

    private static void write(Numbered entry, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", entry.number());
        json.writeStringField("service", entry.service());
        if (entry.check().isPresent()) {
            json.writeFieldName("check");
            check(entry.check().get(), json);
        }
        if (entry.gap().isPresent()) {
            Gap gap = entry.gap().get();
            json.writeObjectFieldStart("gap");
            time("from", gap.from(), json);
            time("to", gap.to(), json);
            json.writeNumberField("checks", gap.checks());
            json.writeEndObject();
        }
        if (entry instanceof NumberedStep numbered) {
            state(numbered.step(), json);
            transitions(numbered.step().transitions(), json);
        }
        json.writeEndObject();
    }

    private static void check(CheckResult check, JsonGenerator json) throws IOException {
        Evaluation found = check.evaluation();
        json.writeStartObject();
        time("at", check.timestamp(), json);
        json.writeNumberField("took", check.responseTime().toNanos());
        json.writeStringField("status", found.status().word());
        if (found.reason().isPresent()) {
            json.writeStringField("reason", found.reason().get().code());
        }
        if (found.message().isPresent()) {
            json.writeStringField("message", found.message().get());
        }
        json.writeStringField("checks", found.checks().json());
        if (found.format().isPresent()) {
            json.writeStringField("format", found.format().get().word());
        }
        json.writeEndObject();
    }

    /** The state's last check is mostly the step's own, and then not written again. */
    private static void state(Step step, JsonGenerator json) throws IOException {
        ServiceState state = step.state();
        json.writeObjectFieldStart("state");
        if (state.lastCheck().isPresent() && !sameAsItsCheck(step)) {
            json.writeFieldName("last");
            check(state.lastCheck().get(), json);
        }
        if (state.since().isPresent()) {
            time("since", state.since().get(), json);
        }
        json.writeNumberField("failures", state.failureStreak());
        json.writeNumberField("recoveries", state.recoveryStreak());
        if (state.activeAlert().isPresent()) {
            json.writeFieldName("alert");
            alert(state.activeAlert().get(), json);
        }
        json.writeEndObject();
    }

    private static boolean sameAsItsCheck(Step step) {
        return step.check().isPresent() && step.check().equals(step.state().lastCheck());
    }

    private static void transitions(List<Transition> transitions, JsonGenerator json) throws IOException {
        if (transitions.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("transitions");
        for (Transition transition : transitions) {
            json.writeStartObject();
            json.writeStringField("kind", word(transition.kind()));
            time("at", transition.at(), json);
            json.writeStringField("rule", transition.why().rule());
            json.writeStringField("why", transition.reason());
            json.writeFieldName("alert");
            alert(transition.alert(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void alert(Alert alert, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("severity", alert.severity().word());
        json.writeStringField("message", alert.message());
        time("triggered", alert.triggeredAt(), json);
        if (alert.resolvedAt().isPresent()) {
            time("resolved", alert.resolvedAt().get(), json);
        }
        json.writeEndObject();
    }

    private static void time(String field, Instant time, JsonGenerator json) throws IOException {
        json.writeNumberField(field, ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }

    // ---- reading

    /**
     * Reads them back.
     *
     * @throws IOException if it is not what {@link #write} wrote
     */
    static List<Numbered> read(InputStream in) throws IOException {
        List<Numbered> entries = new ArrayList<>();
        try (MappingIterator<JsonNode> objects = READER.readValues(in)) {
            while (objects.hasNextValue()) {
                entries.add(entry(objects.nextValue()));
            }
            return entries;
        } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException e) {
            throw new IOException("an entry of the spool holds what was never written", e);
        }
    }

    private static Numbered entry(JsonNode json) throws IOException {
        String service = text(json, "service");
        Optional<CheckResult> check =
                json.has("check") ? Optional.of(check(service, json.get("check"))) : Optional.empty();
        Optional<Gap> gap = Optional.ofNullable(json.get("gap"))
                .map(node -> new Gap(
                        time(node, "from"),
                        time(node, "to"),
                        node.path("checks").asLong()));
        long number = json.path("number").asLong();
        if (!json.has("state")) {
            return new NumberedResult(
                    number, check.orElseThrow(() -> new IOException("a result of the spool has no check")), gap);
        }
        List<Transition> transitions = new ArrayList<>();
        for (JsonNode node : json.path("transitions")) {
            transitions.add(new Transition(
                    Transition.Kind.valueOf(text(node, "kind").toUpperCase(Locale.ROOT)),
                    alert(service, node.path("alert")),
                    time(node, "at"),
                    Why.of(text(node, "rule"), text(node, "why"))));
        }
        return new NumberedStep(number, new Step(check, state(service, check, json.get("state")), transitions, gap));
    }

    private static CheckResult check(String service, JsonNode json) throws IOException {
        String status = text(json, "status");
        return new CheckResult(
                service,
                time(json, "at"),
                Duration.ofNanos(json.path("took").asLong()),
                new Evaluation(
                        HealthStatus.ofWord(status).orElseThrow(() -> new IOException("no status is called " + status)),
                        optional(json, "reason").map(Reason::new),
                        optional(json, "message"),
                        Checks.stored(text(json, "checks")),
                        optional(json, "format").map(EntryJson::format)));
    }

    private static ServiceState state(String service, Optional<CheckResult> check, JsonNode json) throws IOException {
        return new ServiceState(
                service,
                json.has("last") ? Optional.of(check(service, json.get("last"))) : check,
                json.has("since") ? Optional.of(time(json, "since")) : Optional.empty(),
                json.path("failures").asInt(),
                json.path("recoveries").asInt(),
                json.has("alert") ? Optional.of(alert(service, json.get("alert"))) : Optional.empty());
    }

    private static Alert alert(String service, JsonNode json) throws IOException {
        return new Alert(
                service,
                Severity.valueOf(text(json, "severity").toUpperCase(Locale.ROOT)),
                text(json, "message"),
                time(json, "triggered"),
                json.has("resolved") ? Optional.of(time(json, "resolved")) : Optional.empty());
    }

    private static BodyFormat format(String word) {
        return BodyFormat.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static String word(Transition.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Instant time(JsonNode json, String field) {
        return Instant.EPOCH.plus(json.path(field).asLong(), ChronoUnit.MICROS);
    }

    private static String text(JsonNode json, String field) throws IOException {
        return optional(json, field).orElseThrow(() -> new IOException("an entry of the spool lacks its " + field));
    }

    private static Optional<String> optional(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field)).map(JsonNode::asText);
    }
}
