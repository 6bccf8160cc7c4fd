package io.healthmon.javalin.standalone.config;

import io.healthmon.check.CheckerProvider;
import io.healthmon.check.OptionException;
import io.healthmon.check.custom.CustomSpec;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.target.CheckSpec;
import java.util.Map;
import java.util.TreeMap;

/** Reads of one of {@code services} what to look at and how, by the provider of its type. */
final class SpecReader {

    private static final String POSTGRES = "postgres";

    private final TreeMap<String, CheckerProvider> providers;
    private final DatabaseConfig database;
    private final OutboundPolicy outbound;

    SpecReader(Map<String, CheckerProvider> providers, DatabaseConfig database, OutboundPolicy outbound) {
        this.providers = new TreeMap<>(providers);
        this.providers.remove(CustomSpec.TYPE);
        this.database = database;
        this.outbound = outbound;
    }

    CheckSpec read(Section section) {
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
            CheckSpec spec = provider.spec(section);
            OutboundReader.requireDialable(outbound, section, spec, "url", "broker");
            return spec;
        } catch (OptionException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw section.refused(e);
        }
    }
}
