package io.healthmon.javalin.standalone.config;

import java.util.Map;

/** Reads {@code labels}: texts that are shown to people and sent to channels, each on one line. */
final class Labels {

    private static final String KEY = "labels";

    private Labels() {}

    static Map<String, String> read(Section section) {
        Map<String, String> labels = section.map(KEY);
        labels.forEach((name, value) -> {
            if (!onOneLine(name)) {
                throw section.error(KEY, "the name '" + Source.shown(name) + "' holds a control character");
            }
            if (!onOneLine(value)) {
                throw section.error(
                        KEY, "the value '" + Source.shown(value) + "' of '" + name + "' holds a control character");
            }
        });
        return labels;
    }

    private static boolean onOneLine(String text) {
        return text.chars().noneMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029');
    }
}
