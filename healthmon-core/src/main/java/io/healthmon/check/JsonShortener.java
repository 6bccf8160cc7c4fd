package io.healthmon.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;

/**
 * Shortens a clean tree until its text fits a number of characters. One huge component shrinks instead of pushing out the
 * words behind it, see {@link Shares}.
 */
final class JsonShortener {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Brackets, and the entry that says that something was left out. */
    private static final int FRAME = 40;

    private JsonShortener() {}

    static JsonNode shorten(JsonNode node, int room) {
        if (length(node) <= room) {
            return node;
        }
        if (node.isObject()) {
            return object(node, room - FRAME);
        }
        if (node.isArray()) {
            return array(node, room - FRAME);
        }
        return NODES.textNode(node.isTextual() ? text(node.textValue(), length(node), room) : StorableJson.CUT);
    }

    private static String text(String text, int length, int room) {
        boolean escapes = length > text.length() + 2;
        // An escape makes of one character up to six.
        return Text.cut(text, escapes ? room / 6 : room - 2);
    }

    private static ObjectNode object(JsonNode node, int room) {
        ObjectNode copy = NODES.objectNode();
        Shares shares = new Shares(
                room, node.propertyStream().mapToInt(JsonShortener::cost).toArray());
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            int name = nameLength(field.getKey());
            int share = shares.next();
            JsonNode value = shorten(field.getValue(), share - name);
            int cost = name + length(value);
            if (cost <= share) {
                copy.set(field.getKey(), value);
                shares.take(cost);
            }
        }
        return StorableJson.noteLeftOut(copy, node.size() - copy.size());
    }

    private static ArrayNode array(JsonNode node, int room) {
        ArrayNode copy = NODES.arrayNode();
        Shares shares = new Shares(
                room, node.valueStream().mapToInt(value -> length(value) + 1).toArray());
        for (JsonNode element : node) {
            int share = shares.next();
            JsonNode value = shorten(element, share - 1);
            int cost = length(value) + 1;
            if (cost <= share) {
                copy.add(value);
                shares.take(cost);
            }
        }
        return StorableJson.noteLeftOut(copy, node.size() - copy.size());
    }

    private static int cost(Map.Entry<String, JsonNode> field) {
        return nameLength(field.getKey()) + length(field.getValue());
    }

    /** With its colon, and the comma behind the value. */
    private static int nameLength(String name) {
        return length(NODES.textNode(name)) + 2;
    }

    private static int length(JsonNode node) {
        return StorableJson.text(node).length();
    }

    /**
     * Shares room among entries, in their order: each is sure of an equal part, or of what it needs if that is less; who
     * needs more may take all that is promised to nobody else.
     */
    private static final class Shares {
        private final int[] promises;
        private int next;
        private int promised;
        private int left;

        Shares(int room, int[] needs) {
            int equal = Math.max(0, room) / Math.max(1, needs.length);
            promises = Arrays.stream(needs).map(need -> Math.min(need, equal)).toArray();
            promised = Arrays.stream(promises).sum();
            left = room;
        }

        /** The most that the next entry may take. */
        int next() {
            promised -= promises[next++];
            return left - promised;
        }

        void take(int cost) {
            left -= cost;
        }
    }
}
