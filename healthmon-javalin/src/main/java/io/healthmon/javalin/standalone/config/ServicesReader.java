package io.healthmon.javalin.standalone.config;

import io.healthmon.HealthTarget;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code services}: each of them, and then what they say of each other. */
final class ServicesReader {

    private final Source source;
    private final ServiceReader reader;

    ServicesReader(Source source, ServiceReader reader) {
        this.source = source;
        this.reader = reader;
    }

    List<HealthTarget> read(Section services) {
        List<HealthTarget> targets = new ArrayList<>();
        for (String name : services.keys()) {
            source.attempt(() -> reader.read(services, name))
                    .flatMap(read -> read)
                    .ifPresent(targets::add);
        }
        if (source.sound()) {
            // A service that could not be read is an error already, and not an unknown name here.
            new Dependencies(source, services).check(targets);
        }
        if (!services.keys().iterator().hasNext()) {
            source.warn(services.place(), "services", "is empty, so nothing is watched");
        }
        return targets;
    }
}
