package io.healthmon.javalin.page;

import io.healthmon.check.Phase;
import io.healthmon.view.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the newest check brought back.
 *
 * @param phases what its time went into, as far as known
 * @param seen it
 */
public record LastCheck(List<PhaseBar> phases, Sighting seen) {

    /** How wide the drawing of a phase is. */
    public static final int WIDTH = 100;

    /**
     * A part of a check's time, among the others.
     *
     * @param name what people call it
     * @param x where it begins
     * @param width how long it is, at least so long that it is seen
     * @param took how long, in words
     */
    public record PhaseBar(String name, double x, double width, String took) {}

    public LastCheck {
        phases = List.copyOf(phases);
    }

    static LastCheck of(Sighting seen) {
        long whole = Math.max(
                1,
                seen.timings().phases().values().stream()
                        .mapToLong(Duration::toNanos)
                        .sum());
        List<PhaseBar> bars = new ArrayList<>();
        double x = 0;
        for (Phase phase : Phase.values()) {
            Duration took = seen.timings().phases().get(phase);
            if (took != null) {
                double width = WIDTH * (double) took.toNanos() / whole;
                bars.add(new PhaseBar(
                        name(phase), tenths(Math.min(x, WIDTH - 1)), tenths(Math.max(1, width)), exact(took)));
                x += width;
            }
        }
        return new LastCheck(bars, seen);
    }

    private static String name(Phase phase) {
        return switch (phase) {
            case DNS -> "DNS";
            case CONNECT -> "connect";
            case TLS -> "TLS";
            case RESPONSE -> "first byte";
            case BODY -> "body";
        };
    }

    /** Below ten milliseconds to the tenth: there are the most of them. */
    static String exact(Duration took) {
        long micros = took.toNanos() / 1_000;
        return micros < 9_950
                ? tenths(micros / 1_000.0) + " ms"
                : Words.millis((int) Math.min(Integer.MAX_VALUE, Math.round(micros / 1_000.0)));
    }

    private static double tenths(double number) {
        return Math.round(number * 10) / 10.0;
    }

    /** The status code and the type of what came, as far as an HTTP answer came. */
    public String head() {
        String code = seen.code().isPresent() ? "HTTP " + seen.code().getAsInt() : "no HTTP answer";
        return seen.contentType().map(type -> code + " · " + type).orElse(code);
    }

    /** The body, or what stands in its place. */
    public String body() {
        return seen.text().orElse("");
    }

    /** What is missing of it; empty if nothing is. */
    public String missing() {
        if (!seen.cut()) {
            return "";
        }
        return seen.body().isPresent()
                ? "Only the first " + seen.bytes() + " bytes are kept."
                : "The body is not kept: the check sends a header, a query or a body of its own, which the answer may repeat,"
                        + " or there was no room for it.";
    }
}
