package io.healthmon.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The content of the {@code checks} column and field: the target's components as it sent them, made storable; or, where no
 * body could be read, {@code error} and {@code http_status}. Always a JSON object that PostgreSQL's jsonb takes: no NUL, no
 * lone surrogate, no number beyond a double, bounded in depth and size. Immutable; kept as text, since it is mostly passed on.
 */
public final class Checks {

    private static final Checks EMPTY = new Checks("{}");

    private final String json;

    private Checks(String json) {
        this.json = json;
    }

    /** No components: {@code {}}. */
    public static Checks empty() {
        return EMPTY;
    }

    /** Component names and their words, in the map's order. */
    public static Checks of(Map<String, String> words) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        words.forEach(object::put);
        return of(object);
    }

    /** Components as a target sent them; cut and cleaned where the database could not keep them. */
    public static Checks of(ObjectNode components) {
        return components.isEmpty() ? EMPTY : new Checks(StorableJson.write(components));
    }

    /**
     * Components in a JSON text of any origin, such as a {@code json} column that another program filled: cut and cleaned as by
     * {@link #of(ObjectNode)}. A value that is no object is kept under {@code value}, null is none, and a text that can't be read
     * becomes an {@link #error(String)}. Uses memory in proportion to its length.
     */
    public static Checks ofText(String json) {
        return StorableJson.parse(json)
                .map(Checks::ofTree)
                .orElseGet(() -> error("what was recorded here can't be read as JSON"));
    }

    private static Checks ofTree(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            return of(object);
        }
        return tree.isNull() ? EMPTY : of(JsonNodeFactory.instance.objectNode().<ObjectNode>set("value", tree));
    }

    /** Where no body could be read. */
    public static Checks error(String sentence) {
        return of(JsonNodeFactory.instance.objectNode().put("error", sentence));
    }

    /** Where no body could be read, but an HTTP status came. */
    public static Checks error(String sentence, int httpStatus) {
        return of(JsonNodeFactory.instance.objectNode().put("error", sentence).put("http_status", httpStatus));
    }

    /**
     * Text that {@link #json()} once gave, as a store read it back. Only its being an object is checked: another value, which
     * another program may have written, is kept under {@code value}.
     */
    public static Checks stored(String json) {
        String text = json.strip();
        if (text.equals("{}")) {
            return EMPTY;
        }
        return new Checks(text.startsWith("{") ? text : "{\"value\":" + text + "}");
    }

    /** The JSON object as text. */
    public String json() {
        return json;
    }

    /** The JSON object as a tree of its own. */
    public JsonNode tree() {
        return StorableJson.read(json);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checks checks && (json.equals(checks.json) || tree().equals(checks.tree()));
    }

    @Override
    public int hashCode() {
        return tree().hashCode();
    }

    @Override
    public String toString() {
        return json;
    }
}
