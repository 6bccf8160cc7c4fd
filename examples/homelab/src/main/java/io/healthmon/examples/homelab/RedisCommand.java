package io.healthmon.examples.homelab;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A command as Redis reads it: an array of bulk strings, or a line of words.
 *
 * @param name in upper case; empty for an empty line
 * @param arguments what follows the name
 */
record RedisCommand(String name, List<String> arguments) {

    private static final int MAX_WORDS = 64;
    private static final int MAX_BYTES = 4 * 1024;

    /**
     * Reads the next command.
     *
     * @throws EOFException if the client has left
     * @throws ProtocolException if it does not speak Redis
     */
    static RedisCommand read(InputStream in) throws IOException {
        String line = line(in);
        if (!line.startsWith("*")) {
            return of(line.isBlank() ? List.of() : List.of(line.strip().split("\\s+")));
        }
        int count = number(line, MAX_WORDS, "invalid multibulk length");
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String length = line(in);
            if (!length.startsWith("$")) {
                throw new ProtocolException("expected '$'");
            }
            byte[] word = in.readNBytes(number(length, MAX_BYTES, "invalid bulk length"));
            words.add(new String(word, StandardCharsets.UTF_8));
            if (!line(in).isEmpty()) {
                throw new ProtocolException("invalid bulk length");
            }
        }
        return of(words);
    }

    private static RedisCommand of(List<String> words) {
        return words.isEmpty()
                ? new RedisCommand("", List.of())
                : new RedisCommand(words.get(0).toUpperCase(Locale.ROOT), List.copyOf(words.subList(1, words.size())));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the client has left");
            }
            if (line.length() == MAX_BYTES) {
                throw new ProtocolException("too big inline request");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    private static int number(String line, int max, String problem) throws ProtocolException {
        try {
            int value = Integer.parseInt(line.substring(1));
            if (value >= 0 && value <= max) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as a number out of range is.
        }
        throw new ProtocolException(problem);
    }

    /** The client does not speak Redis; the message is Redis's own. */
    static final class ProtocolException extends IOException {
        private static final long serialVersionUID = 1;

        ProtocolException(String message) {
            super(message);
        }
    }
}
