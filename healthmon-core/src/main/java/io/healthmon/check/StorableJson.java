package io.healthmon.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;

/** Makes JSON that a target sent into JSON that jsonb keeps. */
final class StorableJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static final int MAX_DEPTH = 16;
    static final int MAX_ENTRIES = 200;
    static final int MAX_NAME = 200;
    static final int MAX_TEXT = 1_000;
    static final int MAX_CHARACTERS = 64 * 1024;

    private StorableJson() {}

    static String write(ObjectNode node) {
        try {
            String json = MAPPER.writeValueAsString(clean(node, 0));
            if (json.length() <= MAX_CHARACTERS) {
                return json;
            }
            return MAPPER.writeValueAsString(NODES.objectNode()
                    .put(
                            "error",
                            "the components were left out: " + json.length() + " characters, at most " + MAX_CHARACTERS
                                    + " are kept"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written", e);
        }
    }

    static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + Text.cut(json, 100), e);
        }
    }

    private static JsonNode clean(JsonNode node, int depth) {
        if (node.isObject()) {
            if (depth == MAX_DEPTH) {
                return NODES.textNode("…");
            }
            ObjectNode copy = NODES.objectNode();
            Iterator<Map.Entry<String, JsonNode>> fields = node.properties().iterator();
            while (fields.hasNext() && copy.size() < MAX_ENTRIES) {
                Map.Entry<String, JsonNode> field = fields.next();
                copy.set(Text.storable(field.getKey(), MAX_NAME), clean(field.getValue(), depth + 1));
            }
            return copy;
        }
        if (node.isArray()) {
            if (depth == MAX_DEPTH) {
                return NODES.textNode("…");
            }
            ArrayNode copy = NODES.arrayNode();
            for (int i = 0; i < node.size() && i < MAX_ENTRIES; i++) {
                copy.add(clean(node.get(i), depth + 1));
            }
            return copy;
        }
        if (node.isNumber()) {
            return Double.isFinite(node.doubleValue()) ? node : NODES.textNode(Text.cut(node.asText(), MAX_NAME));
        }
        return node.isTextual() ? NODES.textNode(Text.storable(node.textValue(), MAX_TEXT)) : node;
    }
}
