package io.healthmon.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.JSON;
import org.jspecify.annotations.Nullable;

/** JSON in columns of our own. */
final class JsonColumn {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonColumn() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON can be made of it", e);
        }
    }

    /** A missing node for nothing, and for what is nested too deep to be ours. */
    static JsonNode read(@Nullable JSON json) {
        try {
            return json == null ? MissingNode.getInstance() : MAPPER.readTree(json.data());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Names and values, in order. */
    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.fields()
                .forEachRemaining(
                        field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }
}
