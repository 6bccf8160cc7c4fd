package io.healthmon.javalin.standalone.config;

import io.healthmon.target.AlertRules;
import io.healthmon.target.Flapping;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what of alerting goes beyond thresholds, of a service or of {@code defaults}. */
final class RulesReader {

    private static final Duration SHORTEST_RECHECK = Duration.ofMillis(1);
    private static final Duration SHORTEST_REMINDER = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final String RECHECK = "recheck-interval";
    private static final String FLAPPING = "flapping";

    private RulesReader() {}

    /**
     * The rules as {@code section} gives them, from {@code inherited} where it does not; without dependencies, which nobody inherits.
     *
     * @param interval of the same section: what is inherited and not shorter says nothing
     */
    static AlertRules readWith(Section section, AlertRules inherited, Duration interval) {
        return new AlertRules(
                time(section, "start-period", Optional.of(inherited.startPeriod()), Duration.ZERO)
                        .orElse(Duration.ZERO),
                recheck(section, inherited, interval),
                time(section, "reminder-interval", inherited.reminderInterval(), SHORTEST_REMINDER),
                flapping(section, inherited.flapping()),
                List.of());
    }

    private static Optional<Duration> recheck(Section section, AlertRules inherited, Duration interval) {
        Optional<Duration> usual = inherited.recheckInterval().filter(value -> value.compareTo(interval) < 0);
        Optional<Duration> value = time(section, RECHECK, usual, SHORTEST_RECHECK);
        if (value.filter(time -> time.compareTo(interval) >= 0).isPresent()) {
            throw section.error(
                    RECHECK,
                    Quantities.format(value.get()) + " must be shorter than the interval, "
                            + Quantities.format(interval));
        }
        return value;
    }

    /** A time of which 0 means none. */
    private static Optional<Duration> time(
            Section section, String key, Optional<Duration> inherited, Duration shortest) {
        Duration value = section.duration(key, inherited.orElse(Duration.ZERO));
        if (value.isZero()) {
            return Optional.empty();
        }
        if (value.compareTo(shortest) < 0 || value.compareTo(LONGEST) > 0) {
            throw section.error(
                    key,
                    Quantities.format(value) + " is out of range; allowed are durations from "
                            + Quantities.format(shortest.isZero() ? SHORTEST_RECHECK : shortest)
                            + " to 30d, and 0s for none");
        }
        return Optional.of(value);
    }

    /** {@code true}, {@code false}, or the two shares. */
    private static Optional<Flapping> flapping(Section section, Optional<Flapping> inherited) {
        if (!section.has(FLAPPING)) {
            section.known().add(FLAPPING);
            section.override(FLAPPING, inherited.map(RulesReader::shown).orElse(false));
            return inherited;
        }
        if (!section.isGroup(FLAPPING)) {
            return section.flag(FLAPPING, false) ? Optional.of(Flapping.DEFAULT) : Optional.empty();
        }
        Section shares = section.sectionOrEmpty(FLAPPING);
        Flapping usual = inherited.orElse(Flapping.DEFAULT);
        int high = shares.integer("high", usual.high(), 1, 100);
        int low = shares.integer("low", Math.min(usual.low(), high), 1, 100);
        if (low > high) {
            throw shares.error("low", low + " is above flapping.high, " + high + "; allowed is at most the same");
        }
        return Optional.of(new Flapping(high, low));
    }

    private static Object shown(Flapping flapping) {
        if (flapping.equals(Flapping.DEFAULT)) {
            return true;
        }
        Map<String, Integer> shares = new LinkedHashMap<>();
        shares.put("high", flapping.high());
        shares.put("low", flapping.low());
        return shares;
    }
}
