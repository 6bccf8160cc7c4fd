package io.healthmon.javalin.standalone.config;

import io.healthmon.target.AlertRules;
import io.healthmon.target.Schedule;
import io.healthmon.target.Thresholds;
import java.time.Duration;
import java.util.Optional;

/**
 * What every service has that does not say otherwise: {@code defaults}.
 *
 * @param interval 30 s
 * @param timeout 10 s
 * @param thresholds 1, 1 and 3
 * @param rules none
 */
record ServiceDefaults(Duration interval, Duration timeout, Thresholds thresholds, AlertRules rules) {

    static final int MAX_THRESHOLD = 1_000;

    static final ServiceDefaults BUILT_IN = new ServiceDefaults(
            Schedule.DEFAULT.interval(), Schedule.DEFAULT.timeout(), Thresholds.DEFAULT, AlertRules.DEFAULT);

    /** Errors are told once, here, and not again for every service that inherits them. */
    static ServiceDefaults read(Source source, Section section) {
        Optional<ServiceDefaults> read = section.attempt(() -> readWith(section, BUILT_IN));
        read.ifPresent(defaults -> source.collect(() -> Times.check(section, defaults, "the built-in default")));
        return read.orElse(BUILT_IN);
    }

    /** These as {@code section} gives them, from {@code inherited} where it does not. */
    static ServiceDefaults readWith(Section section, ServiceDefaults inherited) {
        Duration interval = section.duration("interval", inherited.interval);
        Duration timeout = section.duration("timeout", inherited.timeout);
        Thresholds from = inherited.thresholds;
        return new ServiceDefaults(
                interval,
                timeout,
                new Thresholds(
                        section.integer("failure-threshold", from.failure(), 1, MAX_THRESHOLD),
                        section.integer("recovery-threshold", from.recovery(), 1, MAX_THRESHOLD),
                        section.integer("unknown-threshold", from.unknown(), 0, MAX_THRESHOLD)),
                RulesReader.readWith(section, inherited.rules, interval));
    }
}
