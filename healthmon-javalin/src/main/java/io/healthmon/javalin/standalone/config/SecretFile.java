package io.healthmon.javalin.standalone.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A secret kept in a file of its own: a value {@code file:PATH} is that file's text, less one line end. */
final class SecretFile {

    private static final String PREFIX = "file:";
    private static final int MAX_BYTES = 64 * 1024;

    private SecretFile() {}

    /**
     * The content of the file that {@code value} names, or {@code value} itself if it names none.
     *
     * @throws IllegalArgumentException if the file cannot be read or holds no text
     */
    static String resolve(String value) {
        if (!value.startsWith(PREFIX)) {
            return value;
        }
        String name = value.substring(PREFIX.length());
        try {
            Path path = Path.of(name.startsWith("///") ? name.substring(2) : name);
            if (!Files.exists(path)) {
                throw new IllegalArgumentException("there is no file " + name);
            }
            if (!Files.isRegularFile(path)) {
                throw new IllegalArgumentException(name + " is not a plain file");
            }
            return stripLineEnd(read(path, name));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(name + " is not text in UTF-8", e);
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("file " + name + " cannot be read", e);
        }
    }

    private static String read(Path path, String name) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException(name + " is too large for a secret, at most 64KB are allowed");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    private static String stripLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
