package io.healthmon.javalin.page;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How far back a chart goes. */
public enum Range {
    HOUR("1h", "1 h", Duration.ofHours(1)),
    DAY("24h", "24 h", Duration.ofDays(1)),
    WEEK("7d", "7 d", Duration.ofDays(7)),
    QUARTER("90d", "90 d", Duration.ofDays(90));

    private final String word;
    private final String title;
    private final Duration time;

    Range(String word, String title, Duration time) {
        this.word = word;
        this.title = title;
        this.time = time;
    }

    /** The range of this word, as it stands in addresses; empty if there is none. */
    public static Optional<Range> ofWord(String word) {
        return Stream.of(values()).filter(range -> range.word.equals(word)).findFirst();
    }

    /** Their words. */
    public static List<String> words() {
        return Stream.of(values()).map(Range::word).toList();
    }

    /** As it stands in addresses. */
    public String word() {
        return word;
    }

    /** As people read it. */
    public String title() {
        return title;
    }

    /** How long it is. */
    public Duration time() {
        return time;
    }

    /** The same in hours. */
    public long hours() {
        return time.toHours();
    }
}
