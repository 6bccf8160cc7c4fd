package io.healthmon.store.spool;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Values of the spool's JSON objects. What is empty is not written. */
final class Fields {

    private Fields() {}

    // ---- writing

    static void time(String field, Instant time, JsonGenerator json) throws IOException {
        json.writeNumberField(field, micros(time));
    }

    static void time(String field, Optional<Instant> time, JsonGenerator json) throws IOException {
        if (time.isPresent()) {
            time(field, time.get(), json);
        }
    }

    static void text(String field, Optional<String> text, JsonGenerator json) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(field, text.get());
        }
    }

    static void map(String field, Map<String, String> map, JsonGenerator json) throws IOException {
        if (!map.isEmpty()) {
            json.writeObjectFieldStart(field);
            for (Map.Entry<String, String> entry : map.entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        }
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    // ---- reading

    static Instant time(JsonNode json, String field) {
        return time(json.path(field).asLong());
    }

    static Optional<Instant> optionalTime(JsonNode json, String field) {
        return json.has(field) ? Optional.of(time(json, field)) : Optional.empty();
    }

    static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static String text(JsonNode json, String field) throws IOException {
        return optional(json, field).orElseThrow(() -> new IOException("an entry of the spool lacks its " + field));
    }

    static Optional<String> optional(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field)).map(JsonNode::asText);
    }

    static Map<String, String> map(JsonNode json, String field) {
        Map<String, String> map = new LinkedHashMap<>();
        json.path(field)
                .fields()
                .forEachRemaining(
                        entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    /** The constant whose word this is: its name, in lower case. */
    static <E extends Enum<E>> E constant(Class<E> type, JsonNode json, String field) throws IOException {
        return Enum.valueOf(type, text(json, field).toUpperCase(Locale.ROOT));
    }
}
