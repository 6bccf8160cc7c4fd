package io.healthmon.javalin.page;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence of the monitor's, in parts: the moments in it are shown in the reader's zone, the time spans as people say them.
 *
 * @param parts in order
 */
public record Prose(List<Part> parts) {

    private static final Pattern MOMENT =
            Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?Z\\b");
    private static final Pattern SPAN =
            Pattern.compile("\\bPT(?=\\d)(?:\\d{1,9}H)?(?:\\d{1,9}M)?(?:\\d{1,9}(?:\\.\\d{1,9})?S)?(?![A-Za-z0-9])");

    public Prose {
        parts = List.copyOf(parts);
    }

    /**
     * A part.
     *
     * @param words of it; empty if it is a moment
     * @param moment empty if it is words
     */
    public record Part(String words, Optional<Instant> moment) {
        static Part of(String words) {
            return new Part(spans(words), Optional.empty());
        }
    }

    /** The parts of a sentence. */
    public static Prose of(String sentence) {
        List<Part> parts = new ArrayList<>();
        Matcher moments = MOMENT.matcher(sentence);
        int from = 0;
        while (moments.find()) {
            Optional<Instant> moment = moment(moments.group());
            if (moment.isPresent()) {
                parts.add(Part.of(sentence.substring(from, moments.start())));
                parts.add(new Part("", moment));
                from = moments.end();
            }
        }
        parts.add(Part.of(sentence.substring(from)));
        return new Prose(parts);
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static String spans(String words) {
        return SPAN.matcher(words).replaceAll(found -> Matcher.quoteReplacement(span(found.group())));
    }

    private static String span(String text) {
        try {
            return Words.every(Duration.parse(text));
        } catch (DateTimeException none) {
            return text;
        }
    }
}
