package io.healthmon.notify.channel;

import io.healthmon.check.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A text with named placeholders, <code>{{service}}</code>, in which values take their places, escaped for where they land. There is no
 * logic in it, and no code. Immutable; parsed once.
 */
public final class Template {

    /** What may stand between the braces, beside {@code labels.NAME}. */
    public static final SortedSet<String> NAMES = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(List.of(
            "service",
            "status",
            "severity",
            "message",
            "kind",
            "reason",
            "at",
            "triggered_at",
            "resolved_at",
            "duration",
            "acknowledged_by",
            "note",
            "url",
            "key",
            "alert_key",
            "count",
            "title",
            "text")));

    private static final int MAX_SOURCE = 64 * 1024;
    private static final Pattern LABEL = Pattern.compile("labels\\.[A-Za-z0-9._/-]{1,100}");

    /** What others write between the braces. */
    private static final Pattern LOGIC = Pattern.compile("[#/^!>&{%=.$(].*|.*[\\s|()].*", Pattern.DOTALL);

    /** Text, and then a placeholder; the last has none. */
    private record Part(String text, Optional<String> name) {}

    private final String source;
    private final List<Part> parts;

    private Template(String source, List<Part> parts) {
        this.source = source;
        this.parts = parts;
    }

    /**
     * Reads a template.
     *
     * @throws TemplateException if it is longer than 64 KB, a placeholder is not closed, or has a name that there is not
     */
    public static Template parse(String source) {
        if (source.length() > MAX_SOURCE) {
            throw new TemplateException("a template must not have more than 65536 characters");
        }
        List<Part> parts = new ArrayList<>();
        int from = 0;
        int open;
        while ((open = source.indexOf("{{", from)) >= 0) {
            int close = source.indexOf("}}", open);
            if (close < 0) {
                throw new TemplateException("the placeholder " + shown(source.substring(open)) + where(source, open)
                        + " has no closing }}");
            }
            String name = source.substring(open + 2, close).strip();
            if (!NAMES.contains(name) && !LABEL.matcher(name).matches()) {
                throw new TemplateException(unknown(name) + where(source, open) + "; allowed are "
                        + String.join(", ", NAMES) + " and labels.NAME");
            }
            parts.add(new Part(source.substring(from, open), Optional.of(name)));
            from = close + 2;
        }
        parts.add(new Part(source.substring(from), Optional.empty()));
        return new Template(source, List.copyOf(parts));
    }

    private static String unknown(String name) {
        return LOGIC.matcher(name).matches()
                ? "a template has no logic: " + shown("{{" + name + "}}")
                : "there is no placeholder " + shown("{{" + name + "}}");
    }

    private static String shown(String text) {
        return Text.cut(Text.message(text), 60);
    }

    private static String where(String source, int position) {
        String before = source.substring(0, position);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        int column = position - before.lastIndexOf('\n');
        return " at line " + line + ", column " + column;
    }

    /**
     * The text with its values. What a value is not there for, as a label that the service does not have, is empty.
     *
     * @param values by name
     * @param escaping for the place where it lands; the template's own text is not escaped
     */
    public String render(Map<String, String> values, Escaping escaping) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            out.append(part.text());
            part.name().ifPresent(name -> out.append(escaping.escape(values.getOrDefault(name, ""))));
        }
        return out.toString();
    }

    /** What it was read from. */
    @Override
    public String toString() {
        return source;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template template && source.equals(template.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }
}
