package io.healthmon.javalin.standalone.config;

import io.healthmon.HealthTarget;
import io.healthmon.target.ServiceName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code host}, once the services are known. */
final class HostReader {

    /** Always there: the monitor's own store. */
    private static final String DATABASE = "database";

    private HostReader() {}

    static HostConfig read(Source source, Section host, List<HealthTarget> targets) {
        List<String> services = targets.stream().map(HealthTarget::name).toList();
        Map<String, List<String>> components = new LinkedHashMap<>();
        for (String component : HostConfig.SEED_COMPONENTS) {
            if (services.contains(component)) {
                components.put(component, List.of(component));
            }
        }
        Section section = host.sectionOrEmpty("components");
        for (String component : section.keys()) {
            source.collect(() -> {
                List<String> named = readServices(section, component, services, source.sound());
                if (named.isEmpty()) {
                    components.remove(component);
                } else {
                    components.put(component, named);
                }
            });
        }
        components.forEach(section::override);
        return new HostConfig(components);
    }

    private static List<String> readServices(
            Section section, String component, List<String> services, boolean allRead) {
        List<String> named = section.list(component);
        if (component.equals(DATABASE)) {
            throw section.error(component, "is always the monitor's own store and cannot be changed");
        }
        if (!ServiceName.valid(component)) {
            throw section.error(component, "is not a name for a component; allowed are " + ServiceName.RULE);
        }
        for (String name : named) {
            // A service that could not be read is an error already, and not an unknown name here.
            if (allRead && !services.contains(name)) {
                throw section.error(
                        component,
                        "there is no service '" + Source.shown(name) + "'" + Suggestion.hint(name, services));
            }
        }
        return named;
    }
}
