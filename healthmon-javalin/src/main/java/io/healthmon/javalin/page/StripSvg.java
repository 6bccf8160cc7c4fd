package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import io.healthmon.view.RecentChecks;
import io.healthmon.view.RecentChecks.Bar;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Checks as bars, the oldest on the left: a bar's height is how long the check took, its colour and form how it ended, a low line that
 * nobody looked. All bars of one kind are one path, so that a hundred services are a hundred small drawings.
 *
 * @param width of the drawing
 * @param paths what is drawn
 * @param label the same in words
 */
public record StripSvg(int width, List<Path> paths, String label) {

    /** The height of the drawing. */
    public static final int HEIGHT = 30;

    /** From one bar to the next. */
    private static final int STEP = 6;

    private static final int LOWEST = 6;

    /** The kinds of bars, as the style sheet knows them. */
    public enum Kind {
        OK,
        DEG,
        CAP,
        BAD,
        UNK,
        GAP;

        /** The class in the style sheet. */
        public String css() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All bars of one kind. */
    public record Path(Kind kind, String d) {}

    public StripSvg {
        paths = List.copyOf(paths);
    }

    /** The drawing of these checks, with room for so many. */
    static StripSvg of(List<Bar> bars, int room) {
        Scale scale = Scale.of(bars);
        Map<Kind, StringBuilder> drawn = new EnumMap<>(Kind.class);
        int x = STEP * (room - bars.size());
        for (Bar bar : bars) {
            draw(drawn, bar, x, scale.height(bar));
            x += STEP;
        }
        List<Path> paths = new ArrayList<>();
        drawn.forEach((kind, path) -> paths.add(new Path(kind, path.toString())));
        return new StripSvg(STEP * room, paths, label(bars));
    }

    private static void draw(Map<Kind, StringBuilder> drawn, Bar bar, int x, int height) {
        if (bar.gap()) {
            path(drawn, Kind.GAP, x, HEIGHT - 2, 2);
            return;
        }
        switch (bar.status().orElseThrow()) {
            case HEALTHY -> path(drawn, Kind.OK, x, HEIGHT - height, height);
            case DEGRADED -> {
                path(drawn, Kind.DEG, x, HEIGHT - height, height);
                path(drawn, Kind.CAP, x, 0, 3);
            }
            case UNHEALTHY -> path(drawn, Kind.BAD, x, 0, HEIGHT);
            case UNKNOWN ->
                drawn.computeIfAbsent(Kind.UNK, kind -> new StringBuilder())
                        .append('M')
                        .append(x)
                        .append(".5 .5h4v")
                        .append(HEIGHT - 1)
                        .append("h-4z");
        }
    }

    private static void path(Map<Kind, StringBuilder> drawn, Kind kind, int x, int y, int height) {
        drawn.computeIfAbsent(kind, its -> new StringBuilder())
                .append('M')
                .append(x)
                .append(' ')
                .append(y)
                .append("h5v")
                .append(height)
                .append("h-5z");
    }

    private static String label(List<Bar> bars) {
        if (bars.isEmpty()) {
            return "not checked yet";
        }
        List<String> parts = new ArrayList<>();
        for (HealthStatus status : HealthStatus.values()) {
            long many = bars.stream()
                    .filter(bar -> bar.status().filter(status::equals).isPresent())
                    .count();
            if (many > 0) {
                parts.add(many + " " + status.word());
            }
        }
        long gaps = bars.stream().filter(Bar::gap).count();
        if (gaps > 0) {
            parts.add(gaps + " not observed");
        }
        return "the last " + bars.size() + " checks: " + String.join(", ", parts);
    }

    /** How tall a check's bar is: nearly full is what only few take longer than. */
    record Scale(int full) {

        static Scale of(List<Bar> bars) {
            int[] times = bars.stream()
                    .filter(Bar::timed)
                    .mapToInt(Bar::millis)
                    .sorted()
                    .toArray();
            return new Scale(times.length == 0 ? 1 : Math.max(1, times[times.length * 9 / 10] * 8 / 5));
        }

        int height(Bar bar) {
            return (int) Math.min(HEIGHT, LOWEST + (long) (HEIGHT - LOWEST) * bar.millis() / full);
        }
    }

    /** A check as the page's script draws it: how it ended, and how tall it is among the others. */
    public static List<Object> bar(Bar bar, RecentChecks.Strip among) {
        return List.of(
                bar.status().map(StripSvg::letter).orElse("g"),
                Scale.of(among.bars()).height(bar));
    }

    /** A status as the page's script knows it. */
    public static String letter(HealthStatus status) {
        return switch (status) {
            case HEALTHY -> "h";
            case DEGRADED -> "d";
            case UNHEALTHY -> "u";
            case UNKNOWN -> "k";
        };
    }
}
