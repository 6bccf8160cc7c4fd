package io.healthmon.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * Makes JSON that a target sent into JSON that jsonb keeps: texts without NUL and lone surrogates, numbers that a numeric
 * holds, bounded depth, names, texts and entries. What is then still too long goes through {@link JsonShortener}.
 */
final class StorableJson {

    static final int MAX_DEPTH = 16;
    static final int MAX_ENTRIES = 200;
    static final int MAX_NAME = 200;
    static final int MAX_TEXT = 1_000;
    static final int MAX_CHARACTERS = 64 * 1024;
    /** The name of the entry, or the text, that stands for what was left out. */
    static final String CUT = "…";

    /** As a double's: digits before the decimal point, and far more of them behind it than a double has. */
    private static final int MAX_WHOLE_DIGITS = 309;

    private static final int MAX_FRACTION_DIGITS = 1_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = mapper(StreamReadConstraints.defaults());

    /** What is nested too deeply is cut, not refused: reading a tree takes no stack, and cleaning it ends at {@link #MAX_DEPTH}. */
    private static final ObjectMapper DEEP = mapper(
            StreamReadConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build());

    private StorableJson() {}

    static String write(ObjectNode node) {
        JsonNode clean = clean(node, 0);
        String json = text(clean);
        return json.length() <= MAX_CHARACTERS ? json : text(JsonShortener.shorten(clean, MAX_CHARACTERS));
    }

    private static ObjectMapper mapper(StreamReadConstraints constraints) {
        // Names come from outside: neither interned for ever nor kept in a symbol table that collisions could fill.
        return JsonMapper.builder(JsonFactory.builder()
                        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .streamReadConstraints(constraints)
                        .build())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build();
    }

    /** The tree of a text from outside, as it came; empty if it can't be read. */
    static Optional<JsonNode> parse(String json) {
        String repaired = LoneSurrogates.possibleIn(json) ? LoneSurrogates.repair(json) : json;
        try {
            return Optional.of(DEEP.readTree(repaired)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException | ArithmeticException | NumberFormatException e) {
            // The latter two: numbers whose exponent is beyond what a BigDecimal counts with.
            return Optional.empty();
        }
    }

    static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + Text.cut(json, 100), e);
        }
    }

    /** The JSON text of a clean tree. */
    static String text(JsonNode clean) {
        try {
            return MAPPER.writeValueAsString(clean);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written", e);
        }
    }

    private static JsonNode clean(JsonNode node, int depth) {
        if (node.isContainerNode() && depth == MAX_DEPTH) {
            return NODES.textNode(CUT);
        }
        if (node.isObject()) {
            return object(node, depth);
        }
        if (node.isArray()) {
            return array(node, depth);
        }
        if (node.isNumber()) {
            return number(node);
        }
        if (node.isBoolean() || node.isNull()) {
            return node;
        }
        return NODES.textNode(Text.storable(node.asText(), MAX_TEXT));
    }

    private static ObjectNode object(JsonNode node, int depth) {
        ObjectNode copy = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (copy.size() == MAX_ENTRIES) {
                break;
            }
            copy.set(unused(copy, Text.storable(field.getKey(), MAX_NAME)), clean(field.getValue(), depth + 1));
        }
        return noteLeftOut(copy, node.size() - copy.size());
    }

    private static ArrayNode array(JsonNode node, int depth) {
        ArrayNode copy = NODES.arrayNode();
        for (int i = 0; i < node.size() && i < MAX_ENTRIES; i++) {
            copy.add(clean(node.get(i), depth + 1));
        }
        return noteLeftOut(copy, node.size() - copy.size());
    }

    /** Says so in the object, where entries were left out of it. */
    static ObjectNode noteLeftOut(ObjectNode object, int leftOut) {
        return leftOut == 0 ? object : object.put(CUT, leftOut + " more left out");
    }

    /** Says so in the array, where entries were left out of it. */
    static ArrayNode noteLeftOut(ArrayNode array, int leftOut) {
        return leftOut == 0 ? array : array.add(CUT + " " + leftOut + " more left out");
    }

    /** A name that was cut may have become equal to an earlier one: it gets a number, so that neither entry is lost. */
    private static String unused(ObjectNode object, String name) {
        String candidate = name;
        for (int i = 2; object.has(candidate); i++) {
            candidate = Text.cut(name, MAX_NAME - 5) + " #" + i;
        }
        return candidate;
    }

    /**
     * Numbers in plain notation, as jsonb gives them back; those beyond a double or with an absurd fraction become texts.
     * Sizes are looked at before anything is computed: 1e2147483647 is ten characters to read and two gigabytes to write.
     */
    private static JsonNode number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return Double.isFinite(node.doubleValue()) ? node : NODES.textNode(Text.cut(node.asText(), MAX_NAME));
        }
        if (!node.isBigDecimal() && !Double.isFinite(node.doubleValue())) {
            return NODES.textNode(node.asText());
        }
        BigDecimal exact = node.decimalValue();
        boolean fits = (long) exact.precision() - exact.scale() <= MAX_WHOLE_DIGITS
                && exact.scale() <= MAX_FRACTION_DIGITS
                && Double.isFinite(exact.doubleValue());
        if (!fits) {
            return NODES.textNode(Text.cut(exact.toString(), MAX_NAME));
        }
        BigDecimal plain = exact.stripTrailingZeros();
        return plain.scale() <= 0 ? NODES.numberNode(plain.toBigIntegerExact()) : NODES.numberNode(plain);
    }
}
