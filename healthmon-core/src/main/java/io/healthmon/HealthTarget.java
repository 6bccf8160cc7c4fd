package io.healthmon;

import io.healthmon.check.custom.CustomSpec;
import io.healthmon.check.custom.HealthProbe;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.check.tcp.TcpSpec;
import io.healthmon.target.AlertRules;
import io.healthmon.target.CheckSpec;
import io.healthmon.target.Schedule;
import io.healthmon.target.ServiceName;
import io.healthmon.target.Thresholds;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A service that is watched: its name, what to look at, how often, and what its failure means.
 *
 * <pre>{@code
 * HealthTarget.http("stream-bot", "http://stream-bot:5000/health").critical(true).build()
 * }</pre>
 *
 * @param name unique within a monitor; {@link ServiceName#RULE}
 * @param spec what to look at and how
 * @param critical true if the service's failure is critical; default false. Decides an alert's severity and the whole's
 *     status
 * @param schedule when it is checked; default every 30 s with 10 s to answer
 * @param thresholds when its alerts open and resolve; default 1, 1 and 3
 * @param labels free key-value pairs, in order; default none
 * @param rules what else its alerts follow; default {@link AlertRules#DEFAULT}
 */
public record HealthTarget(
        String name,
        CheckSpec spec,
        boolean critical,
        Schedule schedule,
        Thresholds thresholds,
        Map<String, String> labels,
        AlertRules rules) {

    public HealthTarget {
        ServiceName.require(name);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        if (rules.dependsOn().contains(name)) {
            throw new IllegalArgumentException("depends-on names the service itself, '" + name + "'");
        }
    }

    /** A target checked by GET of {@code url}; see {@link HttpSpec} for everything else an HTTP check can do. */
    public static Builder http(String name, String url) {
        return of(name, HttpSpec.get(url));
    }

    /** A target that is healthy while it accepts TCP connections. */
    public static Builder tcp(String name, String host, int port) {
        return of(name, new TcpSpec(host, port));
    }

    /** A target checked by a function; it may block, throw or hang without harm to other targets. */
    public static Builder custom(String name, HealthProbe probe) {
        return of(name, new CustomSpec(probe));
    }

    /** A target of any kind. */
    public static Builder of(String name, CheckSpec spec) {
        return new Builder(name, spec);
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final CheckSpec spec;
        private boolean critical;
        private Duration interval = Schedule.DEFAULT.interval();
        private Duration timeout = Schedule.DEFAULT.timeout();
        private Thresholds thresholds = Thresholds.DEFAULT;
        private final Map<String, String> labels = new LinkedHashMap<>();
        private AlertRules rules = AlertRules.DEFAULT;

        private Builder(String name, CheckSpec spec) {
            this.name = ServiceName.require(name);
            this.spec = spec;
        }

        /** Whether the service's failure is critical; default false. */
        public Builder critical(boolean value) {
            critical = value;
            return this;
        }

        /** The time between two checks; default 30 s. Must be longer than the timeout. */
        public Builder interval(Duration value) {
            interval = value;
            return this;
        }

        /** The hard deadline of one check; default 10 s. */
        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        /** When alerts open and resolve; default 1, 1 and 3. */
        public Builder thresholds(Thresholds value) {
            thresholds = value;
            return this;
        }

        /** What else its alerts follow: start period, quicker checks, reminders, flapping, dependencies. */
        public Builder rules(AlertRules value) {
            rules = value;
            return this;
        }

        /** Adds a label. */
        public Builder label(String key, String value) {
            labels.put(key, value);
            return this;
        }

        /**
         * The target.
         *
         * @throws IllegalArgumentException if the timeout is not shorter than the interval
         */
        public HealthTarget build() {
            return new HealthTarget(name, spec, critical, new Schedule(interval, timeout), thresholds, labels, rules);
        }
    }
}
