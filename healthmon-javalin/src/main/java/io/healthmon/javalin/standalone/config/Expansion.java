package io.healthmon.javalin.standalone.config;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts environment variables into values: <code>${NAME}</code>, or <code>${NAME:default}</code> where it may be missing;
 * <code>$${</code> stands for a literal <code>${</code>. What comes in is not expanded again.
 */
final class Expansion {

    private static final Pattern REFERENCE =
            Pattern.compile("\\$(\\$\\{)|\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?})?");

    private final Map<String, String> environment;

    Expansion(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * {@code text} expanded.
     *
     * @throws IllegalArgumentException naming a variable that is missing, or telling that a reference is malformed
     */
    String expand(String text) {
        if (text.indexOf("${") < 0) {
            return text;
        }
        return REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match)));
    }

    /** {@code text} written so that {@link #expand} gives it back. */
    static String escape(String text) {
        return text.replace("${", "$${");
    }

    private String value(MatchResult match) {
        if (match.group(1) != null) {
            return "${";
        }
        String name = match.group(2);
        if (name == null) {
            throw new IllegalArgumentException(
                    "a '${' is not followed by NAME} or NAME:default}; a literal one is written '$${'");
        }
        String value = environment.getOrDefault(name, match.group(3));
        if (value == null) {
            throw new IllegalArgumentException("environment variable " + name
                    + " is not set and has no default; set it, or write ${" + name + ":default}");
        }
        return value;
    }
}
