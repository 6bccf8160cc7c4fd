package io.healthmon.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reads how a service fared over a time, piece by piece: what charts are drawn from. Thread-safe; blocks. */
public interface SeriesReader {

    /**
     * The buckets of a series, in order, those without checks included. A check counts where its timestamp lies; of an hour (after 35
     * days, of a day) whose raw rows are gone, the whole counts where it begins, so that narrower buckets beside that are empty.
     *
     * @throws StoreException.Unavailable if the store is away
     */
    List<Bucket> series(SeriesQuery query);

    /**
     * The checks of one piece of the time.
     *
     * @param start where it begins; it is as long as the series' width
     * @param counts how many checks found the service how
     * @param latencies how long the operational ones took, within one per cent
     */
    record Bucket(Instant start, StatusCounts counts, Latencies latencies) {}

    /**
     * What to read. The pieces lie on a grid that begins with the UTC day, so that two series of one width have the same ones.
     *
     * @param service the service
     * @param from the first moment; the bucket that it lies in counts whole
     * @param to the first moment after it; later than {@code from}
     * @param width how long a bucket is: a day, or a part of it of {@link #WIDTHS}; below an hour for two days at most, since that is
     *     read check by check
     */
    record SeriesQuery(String service, Instant from, Instant to, Duration width) {

        /** A series has so many buckets at most. */
        public static final int MOST_BUCKETS = 1_000;

        /** The widths there are, the narrowest first: parts of an hour from one minute on, and hours up to a day. */
        public static final List<Duration> WIDTHS = List.of(
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofMinutes(15),
                Duration.ofMinutes(30),
                Duration.ofHours(1),
                Duration.ofHours(2),
                Duration.ofHours(3),
                Duration.ofHours(4),
                Duration.ofHours(6),
                Duration.ofHours(12),
                Duration.ofDays(1));

        /** Counts of single hours last so long at least; older ones may be those of days. */
        public static final Duration HOURS_KEPT = Duration.ofDays(35);

        private static final Duration HOUR = Duration.ofHours(1);
        private static final Duration MOST_NARROW = Duration.ofDays(2);

        public SeriesQuery {
            if (!WIDTHS.contains(width)) {
                throw new IllegalArgumentException("width must be one of " + WIDTHS + ", not " + width);
            }
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("a series must end after it begins: " + from + " to " + to);
            }
            if (!fits(Duration.between(from, to), width)) {
                throw new IllegalArgumentException("a series has at most " + MOST_BUCKETS
                        + " buckets, and those below an hour span at most two days; this one has " + width + " from "
                        + from + " to " + to);
            }
        }

        private static boolean fits(Duration span, Duration width) {
            return most(span, width) <= MOST_BUCKETS
                    && (width.compareTo(HOUR) >= 0 || span.compareTo(MOST_NARROW) <= 0);
        }

        /** How many buckets so long a time has wherever it begins; one that begins within a bucket touches one more. */
        private static long most(Duration span, Duration width) {
            return span.plus(width).minusNanos(1).dividedBy(width) + 1;
        }

        /**
         * The narrowest width of which a time has no more buckets than asked; a day if all have.
         *
         * @param span how long the time is
         * @param atLeast none that is narrower
         * @param buckets how many at most, wherever the time begins; more than {@link #MOST_BUCKETS} are as many as that
         */
        public static Duration widthFor(Duration span, Duration atLeast, int buckets) {
            return WIDTHS.stream()
                    .filter(width -> width.compareTo(atLeast) >= 0
                            && fits(span, width)
                            && most(span, width) <= Math.min(buckets, MOST_BUCKETS))
                    .findFirst()
                    .orElse(WIDTHS.get(WIDTHS.size() - 1));
        }

        /** True if buckets are shorter than the hours that counts are kept of. */
        public boolean narrow() {
            return width.compareTo(HOUR) < 0;
        }

        /** Where the first bucket begins. */
        public Instant first() {
            return startOf(from);
        }

        /** How many buckets there are. */
        public int size() {
            return index(to.minusNanos(1)) + 1;
        }

        /** Which bucket a moment lies in; below 0 or beyond the last if it lies in none. */
        public int index(Instant moment) {
            return (int) Math.floorDiv(moment.getEpochSecond() - first().getEpochSecond(), width.toSeconds());
        }

        /** Where the bucket begins that a moment lies in. */
        public Instant startOf(Instant moment) {
            return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), width.toSeconds()) * width.toSeconds());
        }
    }
}
