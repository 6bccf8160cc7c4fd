package io.healthmon.javalin.standalone.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Prints what was read, defaults included, as YAML that reads the same again, save for the masked secrets. */
final class EffectiveConfig {

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setDereferenceAliases(true)
            .setSplitLines(false)
            .build();

    private EffectiveConfig() {}

    static String print(Map<String, Object> values) {
        return new Dump(SETTINGS).dumpToString(escaped(values));
    }

    /** References were expanded on reading: what is left of them is literal. */
    private static Object escaped(Object value) {
        if (value instanceof String text) {
            return Expansion.escape(text);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(escaped(item)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(key, escaped(item)));
            return copy;
        }
        return value;
    }
}
