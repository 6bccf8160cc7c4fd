package io.healthmon.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;

/**
 * Which hours the rollups tell of.
 *
 * @param marks how far the past is done with
 * @param dirty the closed hours whose rollups are not what the rows say; none before {@code droppedTo}
 */
record Coverage(Marks marks, SortedSet<Instant> dirty) {

    private static final Duration HOUR = Duration.ofHours(1);

    /** A query has a part for each. */
    private static final int MOST_ROW_SPANS = 6;

    /**
     * Where to count the checks of a time: as much as can be in rollups. Of hours that have lost their rows, those that the time cuts
     * count whole.
     */
    Sources of(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return Sources.NONE;
        }
        List<Span> rolledUp = new ArrayList<>();
        if (Marks.hour(from).isBefore(marks.droppedTo())) {
            rolledUp.add(new Span(Marks.hour(from), earlier(upToHour(to), marks.droppedTo())));
        }
        Instant next = later(from, marks.droppedTo());
        List<Span> rows = fewer(rows(next, to));
        for (Span span : rows) {
            addIfAny(rolledUp, next, span.from());
            next = span.to();
        }
        addIfAny(rolledUp, next, to);
        return new Sources(rolledUp, rows);
    }

    /** Where to find the single checks of a time: in the rows, however many, and in rollups only where the rows are gone. */
    Sources inRows(Instant from, Instant to) {
        List<Span> rolledUp = new ArrayList<>();
        List<Span> rows = new ArrayList<>();
        addIfAny(rolledUp, Marks.hour(from), earlier(upToHour(to), marks.droppedTo()));
        addIfAny(rows, later(from, marks.droppedTo()), to);
        return new Sources(rolledUp, rows);
    }

    /** What only the rows tell: the hours that are cut, are dirty or are not closed. */
    private List<Span> rows(Instant from, Instant to) {
        List<Span> spans = new ArrayList<>();
        Instant wholeFrom = upToHour(from);
        Instant wholeTo = earlier(Marks.hour(to), marks.closedTo());
        if (!wholeFrom.isBefore(wholeTo)) {
            addIfAny(spans, from, to);
            return spans;
        }
        addIfAny(spans, from, wholeFrom);
        dirty.subSet(wholeFrom, wholeTo).forEach(hour -> spans.add(new Span(hour, hour.plus(HOUR))));
        addIfAny(spans, wholeTo, to);
        return spans;
    }

    /**
     * Those that meet as one; and if there are many then, the nearer ones as one with what lies between them, of which the rows tell
     * too.
     */
    private static List<Span> fewer(List<Span> spans) {
        List<Span> joined = joined(spans, Duration.ZERO);
        if (joined.size() <= MOST_ROW_SPANS) {
            return joined;
        }
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < joined.size(); i++) {
            gaps.add(Duration.between(joined.get(i - 1).to(), joined.get(i).from()));
        }
        gaps.sort(Comparator.reverseOrder());
        return joined(joined, gaps.get(MOST_ROW_SPANS - 1));
    }

    private static List<Span> joined(List<Span> spans, Duration over) {
        List<Span> joined = new ArrayList<>();
        for (Span span : spans) {
            int last = joined.size() - 1;
            if (last >= 0 && !span.from().isAfter(joined.get(last).to().plus(over))) {
                joined.set(last, new Span(joined.get(last).from(), span.to()));
            } else {
                joined.add(span);
            }
        }
        return joined;
    }

    private static void addIfAny(List<Span> spans, Instant from, Instant to) {
        if (from.isBefore(to)) {
            spans.add(new Span(from, to));
        }
    }

    private static Instant upToHour(Instant time) {
        Instant hour = Marks.hour(time);
        return hour.equals(time) ? hour : hour.plus(HOUR);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
