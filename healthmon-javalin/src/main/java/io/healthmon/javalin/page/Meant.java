package io.healthmon.javalin.page;

import io.healthmon.alert.ServiceMatcher;
import java.util.ArrayList;
import java.util.List;

/** Which services a matcher means, in words. */
final class Meant {

    private static final int MOST = 5;

    private Meant() {}

    /** The words. */
    static String words(ServiceMatcher matcher) {
        List<String> parts = new ArrayList<>();
        boolean all = matcher.services().isEmpty() || matcher.services().equals(List.of("*"));
        if (all && matcher.labels().isEmpty()) {
            return "all services";
        }
        if (!all) {
            parts.add(Words.names(matcher.services(), MOST));
        }
        if (!matcher.labels().isEmpty()) {
            List<String> labels = matcher.labels().entrySet().stream()
                    .map(label -> label.getKey() + "=" + label.getValue())
                    .toList();
            parts.add((all ? "all with " : "with ") + Words.names(labels, MOST));
        }
        return String.join(" ", parts);
    }
}
