package io.healthmon.javalin.standalone;

import io.healthmon.access.Hashes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Secrets that are known again: a word of its own for each place that takes one. Looks for each as it is, in base64 and in hex, and for
 * pieces of it, since what is cut is as bad.
 */
final class Canaries {

    private static final int PIECE = 14;

    private final Path dir;
    private final Map<String, String> words = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    /** Those whose files are in {@code dir}. */
    Canaries(Path dir) {
        this.dir = dir;
    }

    /** A word for a place. */
    String word(String place) {
        return know(place, Hashes.of(place).substring(0, 32));
    }

    /** A word that somebody else made. */
    String know(String place, String word) {
        if (words.put(place, word) != null) {
            throw new IllegalStateException(place + " has a word already");
        }
        return word;
    }

    /** A word for a place, as {@code ${NAME}}. */
    String variable(String place) {
        return variable(place, word(place));
    }

    String variable(String place, String word) {
        String name = "CANARY_" + environment.size();
        environment.put(name, word);
        return "${" + name + "}";
    }

    /** A word for a place, as {@code file:…}. */
    String file(String place) throws IOException {
        return file(place, word(place));
    }

    String file(String place, String word) throws IOException {
        return "file:" + Files.writeString(dir.resolve(place.replaceAll("[^a-z]", "_") + ".secret"), word + "\n");
    }

    Map<String, String> environment() {
        return environment;
    }

    /** The word of a place. */
    String of(String place) {
        String word = words.get(place);
        if (word == null) {
            throw new IllegalStateException(place);
        }
        return word;
    }

    /** All places. */
    Set<String> places() {
        return new TreeSet<>(words.keySet());
    }

    /** The places whose word, or a piece of it, is in {@code output}. */
    Set<String> in(String output) {
        String text = output.toLowerCase(Locale.ROOT);
        Set<String> found = new TreeSet<>();
        words.forEach((place, word) -> {
            if (forms(word).anyMatch(form -> text.contains(form.toLowerCase(Locale.ROOT)))) {
                found.add(place);
            }
        });
        return found;
    }

    private static java.util.stream.Stream<String> forms(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        int last = Math.max(0, word.length() - PIECE);
        return java.util.stream.Stream.of(
                piece(word, 0),
                piece(word, last / 2),
                piece(word, last),
                piece(HexFormat.of().formatHex(bytes), 0),
                base64(bytes, 0),
                base64(bytes, 1),
                base64(bytes, 2));
    }

    private static String piece(String text, int from) {
        return text.substring(from, Math.min(text.length(), from + PIECE));
    }

    /** What of a longer text's base64 depends on these bytes alone, which stand so many bytes behind a multiple of three. */
    private static String base64(byte[] bytes, int shift) {
        int skipped = (3 - shift) % 3;
        int whole = (bytes.length - skipped) / 3 * 3;
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOfRange(bytes, skipped, skipped + Math.min(whole, 12)));
    }
}
