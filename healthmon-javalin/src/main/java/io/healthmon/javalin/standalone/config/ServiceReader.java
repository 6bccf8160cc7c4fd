package io.healthmon.javalin.standalone.config;

import io.healthmon.HealthTarget;
import io.healthmon.target.AlertRules;
import io.healthmon.target.CheckSpec;
import io.healthmon.target.Schedule;
import io.healthmon.target.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads one of {@code services}: what all kinds share. */
final class ServiceReader {

    private final Source source;
    private final Function<Section, CheckSpec> specs;
    private final ServiceDefaults defaults;

    /** {@code specs} reads what to look at and how. */
    ServiceReader(Source source, Function<Section, CheckSpec> specs, ServiceDefaults defaults) {
        this.source = source;
        this.specs = specs;
        this.defaults = defaults;
    }

    /** The target; empty if something is wrong, which the source has been told. */
    Optional<HealthTarget> read(Section services, String name) {
        if (!ServiceName.valid(name)) {
            source.problem(services.keyError(name, "is not a name for a service; allowed are " + ServiceName.RULE));
        }
        Section section = services.sectionOrEmpty(name);
        Optional<CheckSpec> spec = section.attempt(() -> specs.apply(section));
        return section.attempt(() -> readCommon(section, name, spec)).flatMap(read -> read);
    }

    private Optional<HealthTarget> readCommon(Section section, String name, Optional<CheckSpec> spec) {
        boolean critical = section.flag("critical", false);
        Map<String, String> labels = Labels.read(section);
        ServiceDefaults own = ServiceDefaults.readWith(section, defaults);
        boolean inheritsAll = !section.has("interval") && !section.has("timeout");
        if (inheritsAll && own.timeout().compareTo(own.interval()) >= 0) {
            return Optional.empty(); // told where the defaults were read
        }
        List<String> dependsOn = section.list(Dependencies.KEY);
        Schedule schedule = Times.check(section, own, "inherited from defaults");
        if (spec.isEmpty() || !ServiceName.valid(name)) {
            return Optional.empty();
        }
        AlertRules rules = Dependencies.with(own.rules(), section, name, dependsOn);
        return Optional.of(new HealthTarget(name, spec.get(), critical, schedule, own.thresholds(), labels, rules));
    }
}
