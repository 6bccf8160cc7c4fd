package io.healthmon.javalin.standalone.config;

import io.healthmon.alert.ServiceMatcher;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads which services something is about: {@code services}, by name or pattern, and {@code labels}. Neither means all. */
final class MatcherReader {

    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9._*-]{1,100}");

    private MatcherReader() {}

    /** {@code names} are those of the services there are; a name that none of them has is perhaps not meant. */
    static ServiceMatcher read(Source source, Section section, List<String> names) {
        List<String> patterns = section.list("services");
        for (String pattern : patterns) {
            if (!PATTERN.matcher(pattern).matches()) {
                throw section.error(
                        "services",
                        "'" + Source.shown(pattern)
                                + "' is not a service's name or a pattern; allowed are 1 to 100 characters of A-Z a-z 0-9 . _ -"
                                + " and * for any");
            }
            ServiceMatcher one = new ServiceMatcher(List.of(pattern), Map.of());
            if (source.sound() && names.stream().noneMatch(name -> one.matches(name, Map.of()))) {
                source.warn(
                        section.placeOf("services"),
                        section.pathOf("services"),
                        "there is no service '" + pattern + "'"
                                + Suggestion.nearest(pattern, names)
                                        .map(meant -> ", did you mean '" + meant + "'?")
                                        .orElse(""));
            }
        }
        Map<String, String> labels = Labels.read(section);
        try {
            return new ServiceMatcher(patterns, labels);
        } catch (IllegalArgumentException refused) {
            throw section.error(
                    labels.isEmpty() ? "services" : "labels", Source.shown(String.valueOf(refused.getMessage())));
        }
    }
}
