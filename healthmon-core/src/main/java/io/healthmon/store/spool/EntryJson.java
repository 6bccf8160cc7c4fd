package io.healthmon.store.spool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.Gap;
import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedResult;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.Step;
import io.healthmon.store.StoredGap.Kind;
import io.healthmon.store.Unobserved;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
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
            StateJson.write(entry.check().get(), json);
        }
        if (entry.gap().isPresent()) {
            gap(entry.gap().get(), json);
        }
        if (entry instanceof NumberedStep numbered) {
            Step step = numbered.step();
            if (step.unobserved().isPresent()) {
                Unobserved time = step.unobserved().get();
                json.writeObjectFieldStart("unobserved");
                Fields.time("from", time.from(), json);
                Fields.time("to", time.to(), json);
                json.writeEndObject();
            }
            StateJson.write(step, json);
            array("transitions", step.transitions(), AlertJson::write, json);
            array("suppressions", step.suppressions(), AlertJson::write, json);
            array("notifications", step.notifications(), MessageJson::write, json);
            array("deliveries", step.deliveries(), MessageJson::write, json);
        }
        json.writeEndObject();
    }

    private static void gap(Gap gap, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("gap");
        Fields.time("from", gap.from(), json);
        Fields.time("to", gap.to(), json);
        json.writeNumberField("checks", gap.checks());
        if (gap.kind() != Kind.GIVEN_UP) {
            json.writeStringField("kind", gap.kind().word());
        }
        json.writeEndObject();
    }

    private interface Writes<T> {
        void write(T value, JsonGenerator json) throws IOException;
    }

    private static <T> void array(String field, List<T> values, Writes<T> each, JsonGenerator json) throws IOException {
        if (values.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(field);
        for (T value : values) {
            each.write(value, json);
        }
        json.writeEndArray();
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
        String service = Fields.text(json, "service");
        Optional<CheckResult> check =
                json.has("check") ? Optional.of(StateJson.check(service, json.get("check"))) : Optional.empty();
        Optional<Gap> gap = Optional.ofNullable(json.get("gap"))
                .map(node -> new Gap(
                        Kind.ofWord(node.path("kind").asText()).orElse(Kind.GIVEN_UP),
                        Fields.time(node, "from"),
                        Fields.time(node, "to"),
                        node.path("checks").asLong()));
        long number = json.path("number").asLong();
        if (!json.has("state")) {
            return new NumberedResult(
                    number, check.orElseThrow(() -> new IOException("a result of the spool has no check")), gap);
        }
        return new NumberedStep(
                number,
                new Step(
                        check,
                        StateJson.state(service, check, json.get("state")),
                        array(json, "transitions", node -> AlertJson.transition(service, node)),
                        array(json, "suppressions", node -> AlertJson.suppression(service, node)),
                        array(json, "notifications", node -> MessageJson.notification(service, node)),
                        array(json, "deliveries", MessageJson::delivery),
                        gap,
                        Optional.ofNullable(json.get("unobserved"))
                                .map(node -> new Unobserved(Fields.time(node, "from"), Fields.time(node, "to")))));
    }

    private interface Reads<T> {
        T read(JsonNode json) throws IOException;
    }

    private static <T> List<T> array(JsonNode json, String field, Reads<T> each) throws IOException {
        List<T> values = new ArrayList<>();
        for (JsonNode node : json.path(field)) {
            values.add(each.read(node));
        }
        return values;
    }
}
