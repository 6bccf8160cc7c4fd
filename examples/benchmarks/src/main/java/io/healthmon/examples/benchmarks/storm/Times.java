package io.healthmon.examples.benchmarks.storm;

import java.util.List;
import java.util.Locale;

/** Some times, sorted. */
public record Times(List<Long> nanos) {

    public Times {
        nanos = nanos.stream().sorted().toList();
    }

    /** The one of which {@code percent} are not greater; zero if there are none. */
    public double millis(int percent) {
        if (nanos.isEmpty()) {
            return 0;
        }
        int index = (int) Math.ceil(nanos.size() * percent / 100.0) - 1;
        return nanos.get(Math.max(0, index)) / 1e6;
    }

    /** Half, nearly all, and the greatest, in seconds. */
    public String seconds() {
        return String.format(
                Locale.ROOT, "%.2f / %.2f / %.2f s", millis(50) / 1e3, millis(99) / 1e3, millis(100) / 1e3);
    }

    /** The same in milliseconds. */
    public String milliseconds() {
        return String.format(Locale.ROOT, "%.1f / %.1f / %.1f ms", millis(50), millis(99), millis(100));
    }
}
