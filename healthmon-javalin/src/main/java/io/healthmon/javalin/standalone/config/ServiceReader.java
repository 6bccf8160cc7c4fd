package io.healthmon.javalin.standalone.config;

import io.healthmon.HealthTarget;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.OptionException;
import io.healthmon.check.custom.CustomSpec;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.target.AlertRules;
import io.healthmon.target.CheckSpec;
import io.healthmon.target.Schedule;
import io.healthmon.target.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads one of {@code services}: what all kinds share here, the rest by the kind's own provider. */
final class ServiceReader {

    private static final String POSTGRES = "postgres";

    private final Source source;
    private final TreeMap<String, CheckerProvider> providers;
    private final ServiceDefaults defaults;
    private final DatabaseConfig database;

    ServiceReader(
            Source source, Map<String, CheckerProvider> providers, ServiceDefaults defaults, DatabaseConfig database) {
        this.source = source;
        this.providers = new TreeMap<>(providers);
        this.providers.remove(CustomSpec.TYPE);
        this.defaults = defaults;
        this.database = database;
    }

    /** The target; empty if something is wrong, which the source has been told. */
    Optional<HealthTarget> read(Section services, String name) {
        if (!ServiceName.valid(name)) {
            source.problem(services.keyError(name, "is not a name for a service; allowed are " + ServiceName.RULE));
        }
        Section section = services.sectionOrEmpty(name);
        Optional<CheckSpec> spec = section.attempt(() -> readSpec(section));
        return section.attempt(() -> readCommon(section, name, spec)).flatMap(read -> read);
    }

    private CheckSpec readSpec(Section section) {
        String type = section.text("type", HttpSpec.TYPE);
        CheckerProvider provider = providers.get(type);
        if (provider == null) {
            throw section.error(
                    "type",
                    "unknown type '" + Source.shown(type) + "'; allowed are " + String.join(", ", providers.keySet()));
        }
        if (type.equals(POSTGRES) && database instanceof DatabaseConfig.Memory && !section.has("url")) {
            throw section.error(
                    "url",
                    "is missing; with database.url memory there is no own PostgreSQL server to check, so say which");
        }
        try {
            return provider.spec(section);
        } catch (OptionException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw section.refused(e);
        }
    }

    private Optional<HealthTarget> readCommon(Section section, String name, Optional<CheckSpec> spec) {
        boolean critical = section.flag("critical", false);
        Map<String, String> labels = section.map("labels");
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
