package io.healthmon.javalin.standalone.config;

import io.healthmon.check.OptionException;
import io.healthmon.target.Schedule;
import java.time.Duration;

/** The rules for an interval and a timeout, told with the place where each of them was said. */
final class Times {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private Times() {}

    /** The schedule of a section; {@code origin} tells where a time comes from that the section does not give itself. */
    static Schedule check(Section section, ServiceDefaults times, String origin) {
        range(section, "interval", times.interval());
        range(section, "timeout", times.timeout());
        if (times.timeout().compareTo(times.interval()) >= 0) {
            throw tooLong(section, times, origin);
        }
        return new Schedule(times.interval(), times.timeout());
    }

    private static void range(Section section, String key, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw section.error(
                    key, Quantities.format(value) + " is out of range; allowed are durations from 1ms to 30d");
        }
    }

    private static OptionException tooLong(Section section, ServiceDefaults times, String origin) {
        String timeout = Quantities.format(times.timeout());
        String interval = Quantities.format(times.interval());
        if (section.has("timeout")) {
            String from = section.has("interval") ? "" : " (" + origin + ")";
            return section.error("timeout", timeout + " must be shorter than the interval, " + interval + from);
        }
        return section.error(
                "interval",
                interval + " must be longer than the timeout, " + timeout + " (" + origin + "; set timeout)");
    }
}
