package io.healthmon.javalin.wire;

import io.healthmon.store.CheckReader.Position;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the history as one word: what {@code next} says and {@code cursor} takes. Clients give it back as it is. */
public final class Cursor {

    private static final Pattern WORD = Pattern.compile("([0-9]{1,17})-([0-9]{1,18})");

    private Cursor() {}

    /** The word. */
    public static String of(Position position) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, position.timestamp()) + "-" + position.id();
    }

    /** The place; empty if the word is none of ours. */
    public static Optional<Position> read(String word) {
        Matcher parts = WORD.matcher(word);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            Instant timestamp = Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS);
            return Optional.of(new Position(timestamp, Long.parseLong(parts.group(2))));
        } catch (DateTimeException tooFar) {
            return Optional.empty();
        }
    }
}
