package io.healthmon.javalin.standalone.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The entries of a YAML mapping by key, in order. Keys that are no text or come twice become problems. */
final class Entries {

    private final Map<String, NodeTuple> tuples = new LinkedHashMap<>();

    static Entries none() {
        return new Entries();
    }

    static Entries of(Source source, String path, MappingNode mapping) {
        Entries entries = new Entries();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                source.problem(source.error(tuple.getKeyNode(), path, "a key must be a plain text"));
                continue;
            }
            NodeTuple first = entries.tuples.putIfAbsent(key.getValue(), tuple);
            if (first != null) {
                source.problem(source.error(key, join(path, key.getValue()), "is given twice" + firstAt(first)));
            }
        }
        return entries;
    }

    /** {@code path.key}, or {@code key} at the top. */
    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Iterable<String> keys() {
        return tuples.keySet();
    }

    Optional<Node> key(String name) {
        return Optional.ofNullable(tuples.get(name)).map(NodeTuple::getKeyNode);
    }

    /** The value of a key; empty if the key is absent or has no value ({@code key:} alone, {@code null} or {@code ~}). */
    Optional<Node> value(String name) {
        return Optional.ofNullable(tuples.get(name))
                .map(NodeTuple::getValueNode)
                .filter(node -> !isNull(node));
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && (scalar.getValue().isEmpty()
                        || scalar.getValue().equals("null")
                        || scalar.getValue().equals("~"));
    }

    private static String firstAt(NodeTuple first) {
        return first.getKeyNode()
                .getStartMark()
                .map(mark -> ", first in line " + (mark.getLine() + 1))
                .orElse("");
    }
}
