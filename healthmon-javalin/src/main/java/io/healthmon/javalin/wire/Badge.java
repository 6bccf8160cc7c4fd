package io.healthmon.javalin.wire;

import io.healthmon.HealthStatus;

/**
 * A small picture that says how something is, for pages elsewhere.
 *
 * @param left what it is of
 * @param right how that is
 * @param status gives the colour
 */
public record Badge(String left, String right, HealthStatus status) {

    /** Its {@code Content-Type}. */
    public static final String TYPE = "image/svg+xml";

    private static final int LONGEST = 40;

    /** The picture. */
    public byte[] svg() {
        String shown = left.codePointCount(0, left.length()) <= LONGEST
                ? left
                : left.substring(0, left.offsetByCodePoints(0, LONGEST - 1)) + "…";
        int first = width(shown);
        int second = width(right);
        Xml svg = Xml.root("svg", "http://www.w3.org/2000/svg")
                .with("width", first + second)
                .with("height", 20)
                .with("role", "img")
                .with("aria-label", shown + ": " + right);
        svg.element("title", shown + ": " + right);
        box(svg, 0, first, "#3b3d42");
        box(svg, first, second, colour());
        svg.open("g")
                .with("fill", "#fff")
                .with("text-anchor", "middle")
                .with("font-family", "Verdana,DejaVu Sans,sans-serif")
                .with("font-size", 11);
        text(svg, first / 2, first, shown);
        text(svg, first + second / 2, second, right);
        return svg.close().bytes();
    }

    private static void box(Xml svg, int x, int width, String colour) {
        svg.open("rect")
                .with("x", x)
                .with("width", width)
                .with("height", 20)
                .with("fill", colour)
                .close();
    }

    /** As wide as was reckoned, whatever the reader's font is. */
    private static void text(Xml svg, int middle, int width, String text) {
        svg.open("text")
                .with("x", middle)
                .with("y", 14)
                .with("textLength", width - 12)
                .with("lengthAdjust", "spacingAndGlyphs")
                .text(text)
                .close();
    }

    private static int width(String text) {
        return 12 + (int) Math.round(text.codePointCount(0, text.length()) * 6.6);
    }

    /** White on it has a contrast of 4.5 to 1. */
    private String colour() {
        return switch (status) {
            case HEALTHY -> "#14744e";
            case DEGRADED -> "#8a5812";
            case UNHEALTHY -> "#b52a21";
            case UNKNOWN -> "#5d5f65";
        };
    }
}
