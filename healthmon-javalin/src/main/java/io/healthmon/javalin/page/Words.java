package io.healthmon.javalin.page;

import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Times and numbers as people read them. */
public final class Words {

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Words() {}

    /** How long, in its two largest units: {@code 4 min 12 s}. */
    public static String span(Duration time) {
        long s = Math.max(0, time.toSeconds());
        if (s < 60) {
            return s + " s";
        }
        if (s < 3_600) {
            return s / 60 + " min " + s % 60 + " s";
        }
        if (s < 86_400) {
            return s / 3_600 + " h " + s % 3_600 / 60 + " min";
        }
        return s / 86_400 + " d " + s % 86_400 / 3_600 + " h";
    }

    /** How often, as it is configured: {@code 30 s}. */
    public static String every(Duration time) {
        long millis = time.toMillis();
        if (millis % 1_000 != 0) {
            return millis + " ms";
        }
        long s = millis / 1_000;
        if (s % 3_600 == 0) {
            return s / 3_600 + " h";
        }
        return s % 60 == 0 ? s / 60 + " min" : s + " s";
    }

    /** Milliseconds as they are read at a glance: {@code 18 ms}, {@code 2.4 s}. */
    public static String millis(int millis) {
        if (millis < 10_000) {
            return millis + " ms";
        }
        return millis < 100_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1_000.0)
                : span(Duration.ofMillis(millis));
    }

    /** A moment, for whoever wants to be sure. */
    public static String utc(Instant at) {
        return UTC.format(at);
    }

    /** A moment as HTML's {@code datetime} has it. */
    public static String iso(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** A moment as it stands on a page before the script puts it into the reader's zone; see {@code time.jte}. */
    public static String time(Instant at, String form, Instant now) {
        return switch (form) {
            case "for" -> span(Duration.between(at, now));
            case "ago" -> span(Duration.between(at, now)) + " ago";
            case "until" -> span(Duration.between(now, at));
            case "day" -> DAY.format(at);
            default -> utc(at);
        };
    }

    /** A share in per cent, to two decimals, without those that are zero; a dash for none. */
    public static String percent(OptionalDouble share) {
        return share.isEmpty() ? "–" : number(share.getAsDouble()) + " %";
    }

    private static String number(double value) {
        DecimalFormat format = new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value);
    }

    /** How many, in groups of three digits. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** So many of something. */
    public static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /** Names in a row, no more than so many of them. */
    public static String names(List<String> names, int most) {
        return names.size() <= most
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, most)) + " and " + count(names.size() - most) + " more";
    }
}
