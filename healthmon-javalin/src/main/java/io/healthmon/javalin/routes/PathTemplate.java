package io.healthmon.javalin.routes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A route's path, and the one way to spell it: literally, with one segment for each parameter. Whoever writes a slash twice, a dot as
 * {@code %2e}, a parameter behind a semicolon or a letter too large means to get around something, or gains nothing by it.
 */
final class PathTemplate {

    /** What a segment is not made of. An alternative that is repeated would cost the stack a frame for each character. */
    private static final Pattern STRANGE = Pattern.compile("[^A-Za-z0-9._~!$&'()*+,=:@%-]|%(?![0-9A-Fa-f]{2})");

    private static final Pattern HIDDEN = Pattern.compile("[\\x00./\\\\;%]");

    private final List<String> segments;

    private PathTemplate(List<String> segments) {
        this.segments = segments;
    }

    /** The template of {@code /a/{b}}; a {@code *} or {@code <c>} at the end stands for any number of segments. */
    static PathTemplate of(String path) {
        return new PathTemplate(List.of(path.split("/", -1)));
    }

    /** True if {@code path}, as it came, is it. */
    boolean isSpelled(String path) {
        String[] parts = path.split("/", -1);
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (segment.startsWith("*") || segment.startsWith("<")) {
                return allPlain(parts, i);
            }
            if (i >= parts.length || !(isParameter(segment) ? isPlain(parts[i]) : segment.equals(parts[i]))) {
                return false;
            }
        }
        return parts.length == segments.size();
    }

    private static boolean isParameter(String segment) {
        return segment.indexOf('{') >= 0;
    }

    private static boolean allPlain(String[] parts, int from) {
        for (int i = from; i < parts.length; i++) {
            if (!isPlain(parts[i])) {
                return false;
            }
        }
        return true;
    }

    /** True if it is one segment however often it is decoded, and none that leads elsewhere. */
    private static boolean isPlain(String segment) {
        return !segment.isEmpty()
                && !STRANGE.matcher(segment).find()
                && !segment.equals(".")
                && !segment.equals("..")
                && escaped(segment).filter(text -> !HIDDEN.matcher(text).find()).isPresent();
    }

    /** What is escaped in a segment; empty if that is no UTF-8, such as a character that is longer than it has to be. */
    private static Optional<String> escaped(String segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = segment.indexOf('%'); at >= 0; at = segment.indexOf('%', at + 1)) {
            bytes.write(Integer.parseInt(segment, at + 1, at + 3, 16));
            if (at + 3 < segment.length() && segment.charAt(at + 3) != '%') {
                // So that the halves of a character that something stands between don't make one.
                bytes.write(' ');
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
