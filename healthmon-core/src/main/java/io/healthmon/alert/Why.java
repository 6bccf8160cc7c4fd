package io.healthmon.alert;

import io.healthmon.check.Text;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why something was decided.
 *
 * @param rule the rule's name, as in the configuration where it stands there: {@code failure-threshold}; at most 50 characters
 * @param facts what the rule compared, by name and in order: its threshold, and the number that met it
 * @param checks those that counted, the oldest first; of many the first nine and the last, or the last alone
 * @param sentence the same for people; at most 500 characters
 */
public record Why(String rule, Map<String, String> facts, List<CountedCheck> checks, String sentence) {

    public Why {
        if (rule.isBlank() || rule.length() > 50) {
            throw new IllegalArgumentException("a rule's name must have 1 to 50 characters");
        }
        rule = Text.storable(rule, 50);
        facts = storable(facts);
        checks = List.copyOf(checks);
        sentence = Text.message(sentence);
    }

    private static Map<String, String> storable(Map<String, String> facts) {
        Map<String, String> storable = new LinkedHashMap<>();
        facts.forEach((name, value) -> storable.put(Text.storable(name, 100), Text.storable(value, 200)));
        return Collections.unmodifiableMap(storable);
    }

    /** One that names no numbers. */
    public static Why of(String rule, String sentence) {
        return new Why(rule, Map.of(), List.of(), sentence);
    }
}
