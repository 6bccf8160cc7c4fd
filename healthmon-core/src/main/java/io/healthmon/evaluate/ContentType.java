package io.healthmon.evaluate;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;

/**
 * What a {@code Content-Type} header says.
 *
 * @param mediaType in lower case, without parameters; empty text if no header came
 * @param charset the charset it names; empty if it names none that this JVM knows
 */
record ContentType(String mediaType, Optional<Charset> charset) {

    static ContentType of(Optional<String> header) {
        String[] parts = header.orElse("").toLowerCase(Locale.ROOT).split(";", 16);
        Optional<Charset> charset = Optional.empty();
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("charset=")) {
                charset = charset(parameter
                        .substring("charset=".length())
                        .replace("\"", "")
                        .strip());
            }
        }
        return new ContentType(parts[0].strip(), charset);
    }

    private static Optional<Charset> charset(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean claimsJson() {
        return mediaType.endsWith("/json") || mediaType.endsWith("/x-json") || mediaType.endsWith("+json");
    }
}
