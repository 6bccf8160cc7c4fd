package io.healthmon.javalin.page;

import io.healthmon.view.RecentChecks.Bar;
import java.util.List;

/** Response times as a line: 140 wide, 28 high, from nothing to the longest. */
final class Spark {

    private static final int WIDTH = 140;
    private static final int HEIGHT = 28;

    private Spark() {}

    /** The line's points; empty if there are fewer than two. */
    static String points(List<Bar> bars) {
        int[] times = bars.stream().filter(Bar::timed).mapToInt(Bar::millis).toArray();
        if (times.length < 2) {
            return "";
        }
        int longest = 1;
        for (int time : times) {
            longest = Math.max(longest, time);
        }
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < times.length; i++) {
            int x = i * WIDTH / (times.length - 1);
            int y = (int) (HEIGHT - 1 - (long) (HEIGHT - 3) * times[i] / longest);
            points.append(i == 0 ? "" : " ").append(x).append(',').append(y);
        }
        return points.toString();
    }
}
