package io.healthmon.javalin.standalone.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys that mean something at one level of the file, and the refusal of those that do not. */
final class KnownKeys {

    private final Source source;
    private final String path;
    private final Entries entries;
    private final Set<String> known = new LinkedHashSet<>();
    private boolean complete = true;

    KnownKeys(Source source, String path, Entries entries) {
        this.source = source;
        this.path = path;
        this.entries = entries;
    }

    void add(String key) {
        known.add(key);
    }

    /** The level was not read to its end: keys may be right that are not known. */
    void breakOff() {
        complete = false;
    }

    /** A problem for each key that is not known; where that is not certain, for each that looks like a slip. */
    void refuseOthers() {
        for (String key : unknown()) {
            Optional<String> meant = Suggestion.nearest(key, known);
            if (complete || meant.isPresent()) {
                refuse(
                        key,
                        meant.map(word -> ", did you mean '" + word + "'?")
                                .orElseGet(() -> "; allowed are " + String.join(", ", known)));
            }
        }
    }

    private List<String> unknown() {
        List<String> keys = new ArrayList<>();
        for (String key : entries.keys()) {
            if (!known.contains(key)) {
                keys.add(key);
            }
        }
        return keys;
    }

    private void refuse(String key, String rest) {
        entries.key(key)
                .ifPresent(node -> source.problem(
                        source.error(node, Entries.join(path, key), "unknown key '" + Source.shown(key) + "'" + rest)));
    }
}
