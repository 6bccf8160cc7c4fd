package io.healthmon.javalin.standalone.config;

import io.healthmon.HealthTarget;
import io.healthmon.javalin.StatusPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code status-page}, once the services are known. */
final class StatusPageReader {

    private static final String SERVICES = "services";

    private StatusPageReader() {}

    static StatusPage read(Source source, Section section, List<HealthTarget> targets) {
        List<String> names = targets.stream().map(HealthTarget::name).toList();
        String title = section.text("title", "Status");
        boolean notes = section.flag("notes", false);
        Map<String, String> services = new LinkedHashMap<>(section.map(SERVICES));
        for (String service : services.keySet()) {
            // A service that could not be read is an error already, and not an unknown name here.
            if (source.sound() && !names.contains(service)) {
                throw section.error(
                        SERVICES,
                        "there is no service '" + Source.shown(service) + "'" + Suggestion.hint(service, names));
            }
        }
        if (services.isEmpty()) {
            throw section.error(
                    SERVICES, "is missing; it names what everybody may see, for example {stream-bot: Stream bot}");
        }
        try {
            return new StatusPage(title, services, notes);
        } catch (IllegalArgumentException e) {
            throw section.error(SERVICES, String.valueOf(e.getMessage()));
        }
    }
}
