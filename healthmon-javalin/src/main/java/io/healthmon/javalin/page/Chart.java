package io.healthmon.javalin.page;

import io.healthmon.alert.Alert;
import io.healthmon.alert.Severity;
import io.healthmon.store.Latencies;
import io.healthmon.store.SeriesReader.Bucket;
import io.healthmon.store.SeriesReader.SeriesQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * Response times as a drawing, in a box of {@link #WIDTH} by {@link #HEIGHT}: what a page shows where no script runs, and what it prints.
 * Its height is what the 95 percentile mostly keeps to: what takes far longer would press everything else to the ground, and leaves the
 * box.
 *
 * @param levels lines across, with what they stand for
 * @param ticks moments along the ground, in UTC
 * @param bands when alerts were active
 * @param area from the ground to the 95 percentile
 * @param p50 a path
 * @param p95 a path
 * @param max a path
 * @param summary all of it in words
 * @param empty true if there is no time to draw
 */
public record Chart(
        List<Level> levels,
        List<Tick> ticks,
        List<Band> bands,
        String area,
        String p50,
        String p95,
        String max,
        String summary,
        boolean empty) {

    /** How wide the drawing is. */
    public static final int WIDTH = 820;

    /** How high. */
    public static final int HEIGHT = 220;

    /** Where the ground is: below it stand the moments. */
    public static final int GROUND = HEIGHT - 20;

    private static final int LEVELS = 4;
    private static final int TICKS = 6;
    private static final int LABEL = 110;
    private static final List<Duration> STEPS = List.of(
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(7),
            Duration.ofDays(15),
            Duration.ofDays(30),
            Duration.ofDays(60));
    private static final DateTimeFormatter HOURS = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAYS = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    public Chart {
        levels = List.copyOf(levels);
        ticks = List.copyOf(ticks);
        bands = List.copyOf(bands);
    }

    /** So many milliseconds, at this height. */
    public record Level(double y, String text) {}

    /** A moment. */
    public record Tick(double x, String text) {}

    /**
     * A time in which an alert was active.
     *
     * @param kind {@code bad} or {@code deg}, as it is coloured
     * @param label empty where it would stand over another
     * @param title all of it in words
     */
    public record Band(double x, double width, String kind, String label, String title) {}

    /**
     * Draws.
     *
     * @param query what the buckets are of
     * @param alerts those of the service, in any order; which of them are drawn is found out here
     * @param now where alerts end that are active
     */
    public static Chart of(SeriesQuery query, List<Bucket> buckets, List<Alert> alerts, Instant now) {
        Drawing drawing = new Drawing(query, buckets);
        List<Band> bands = drawing.bands(alerts, now);
        boolean empty = buckets.stream().allMatch(bucket -> bucket.latencies().checks() == 0);
        return new Chart(
                empty ? List.of() : drawing.levels(),
                drawing.ticks(),
                bands,
                drawing.area(),
                drawing.line(Latencies::p50),
                drawing.line(Latencies::p95),
                drawing.line(Latencies::max),
                drawing.summary(bands.size()),
                empty);
    }

    /** How an alert is coloured. */
    public static String kind(Alert alert) {
        return alert.severity() == Severity.CRITICAL ? "bad" : "deg";
    }

    private static final class Drawing {
        private final SeriesQuery query;
        private final List<Bucket> buckets;
        private final double seconds;
        private final int step;

        Drawing(SeriesQuery query, List<Bucket> buckets) {
            this.query = query;
            this.buckets = buckets;
            this.seconds = Math.max(1, seconds(query.to()));
            this.step = step(usual(buckets));
        }

        /** What few of the buckets go beyond: of few checks, 95 of a hundred are all, and one that is slow would press the others down. */
        private static int usual(List<Bucket> buckets) {
            int[] times = buckets.stream()
                    .filter(bucket -> bucket.latencies().checks() > 0)
                    .mapToInt(bucket -> bucket.latencies().p95())
                    .sorted()
                    .toArray();
            return times.length == 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, times[times.length * 19 / 20] * 5L / 4);
        }

        /** The smallest of 1, 2, 5, 10, 20, 50 … that reaches the top in so many steps. */
        private static int step(int highest) {
            int power = 1;
            while (power < 100_000_000) {
                for (int factor : new int[] {1, 2, 5}) {
                    if ((long) factor * power * LEVELS >= highest) {
                        return factor * power;
                    }
                }
                power *= 10;
            }
            return power;
        }

        private double seconds(Instant moment) {
            return Duration.between(query.first(), moment).toMillis() / 1_000.0;
        }

        private double x(Instant moment) {
            return Math.max(0, Math.min(WIDTH, seconds(moment) / seconds * WIDTH));
        }

        private double y(int millis) {
            // A little room above the highest line; what is far beyond is cut there and not drawn for miles.
            double height = GROUND * 0.92 * millis / ((double) step * LEVELS);
            return Math.max(-GROUND, GROUND - height);
        }

        private double middle(Bucket bucket) {
            return x(bucket.start().plus(query.width().dividedBy(2)));
        }

        List<Level> levels() {
            List<Level> levels = new ArrayList<>();
            for (int i = 1; i <= LEVELS; i++) {
                levels.add(new Level(rounded(y(step * i)), Words.millis(step * i)));
            }
            return levels;
        }

        List<Tick> ticks() {
            Duration whole = Duration.between(query.first(), query.to());
            Duration every = STEPS.stream()
                    .filter(candidate -> whole.dividedBy(candidate) <= TICKS)
                    .findFirst()
                    .orElse(STEPS.get(STEPS.size() - 1));
            DateTimeFormatter form = every.compareTo(Duration.ofDays(1)) < 0 ? HOURS : DAYS;
            long length = every.toSeconds();
            long second = Math.floorDiv(query.first().getEpochSecond() + length - 1, length) * length;
            List<Tick> ticks = new ArrayList<>();
            for (; second < query.to().getEpochSecond() && ticks.size() <= 2 * TICKS; second += length) {
                Instant moment = Instant.ofEpochSecond(second);
                double x = x(moment);
                // One that begins too far to the right would be cut.
                if (x < WIDTH - 40) {
                    ticks.add(new Tick(rounded(x), form.format(moment.atOffset(ZoneOffset.UTC))));
                }
            }
            return ticks;
        }

        List<Band> bands(List<Alert> alerts, Instant now) {
            List<Band> bands = new ArrayList<>();
            double free = 0;
            List<Alert> inOrder = alerts.stream()
                    .filter(alert -> alert.triggeredAt().isBefore(query.to())
                            && alert.resolvedAt().orElse(now).isAfter(query.first()))
                    .sorted((a, b) -> a.triggeredAt().compareTo(b.triggeredAt()))
                    .toList();
            for (Alert alert : inOrder) {
                Instant end = alert.resolvedAt().orElse(now);
                double x = x(alert.triggeredAt());
                double width = Math.max(2, x(end) - x);
                String length = Words.span(Duration.between(alert.triggeredAt(), end));
                boolean room = x >= free && x < WIDTH - LABEL;
                free = room ? x + LABEL : free;
                bands.add(new Band(
                        rounded(x),
                        rounded(width),
                        kind(alert),
                        room ? "alert, " + length : "",
                        alert.severity().word() + " alert for " + length + ": " + alert.message()));
            }
            return bands;
        }

        String line(ToIntFunction<Latencies> which) {
            StringBuilder path = new StringBuilder();
            boolean drawn = false;
            for (Bucket bucket : buckets) {
                boolean known = bucket.latencies().checks() > 0;
                if (known) {
                    // A dot where both neighbours are missing: a line of no length, with round ends.
                    path.append(drawn ? 'L' : 'M').append(point(bucket, which));
                    if (!drawn) {
                        path.append("h0");
                    }
                }
                drawn = known;
            }
            return path.toString();
        }

        String area() {
            StringBuilder path = new StringBuilder();
            double last = 0;
            boolean drawn = false;
            for (Bucket bucket : buckets) {
                boolean known = bucket.latencies().checks() > 0;
                double x = middle(bucket);
                if (known && !drawn) {
                    path.append('M').append(number(x)).append(' ').append(GROUND);
                } else if (!known && drawn) {
                    path.append('L')
                            .append(number(last))
                            .append(' ')
                            .append(GROUND)
                            .append('z');
                }
                if (known) {
                    path.append('L').append(point(bucket, Latencies::p95));
                    last = x;
                }
                drawn = known;
            }
            if (drawn) {
                path.append('L').append(number(last)).append(' ').append(GROUND).append('z');
            }
            return path.toString();
        }

        private String point(Bucket bucket, ToIntFunction<Latencies> which) {
            return number(middle(bucket)) + " " + number(y(which.applyAsInt(bucket.latencies())));
        }

        String summary(int alerts) {
            List<Latencies> known = buckets.stream()
                    .map(Bucket::latencies)
                    .filter(latencies -> latencies.checks() > 0)
                    .toList();
            String told = alerts == 0 ? "no alert" : alerts == 1 ? "1 alert" : alerts + " alerts";
            if (known.isEmpty()) {
                return "No response times in this time, " + told + ".";
            }
            return "Response times: half of the checks took from "
                    + Words.millis(known.stream().mapToInt(Latencies::p50).min().orElse(0)) + " to "
                    + Words.millis(known.stream().mapToInt(Latencies::p50).max().orElse(0)) + " at most, 95 % up to "
                    + Words.millis(known.stream().mapToInt(Latencies::p95).max().orElse(0)) + ", the longest "
                    + Words.millis(known.stream().mapToInt(Latencies::max).max().orElse(0)) + "; " + told + ".";
        }

        private static double rounded(double number) {
            return Math.round(number * 10) / 10.0;
        }

        private static String number(double number) {
            double rounded = rounded(number);
            return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
        }
    }
}
