package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.check.http.BodyFormat;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Reads the bodies of one format. Pure. */
@FunctionalInterface
interface BodyReader {

    /** Every format that has a reader; {@code AUTO} and {@code NONE} have none. */
    Map<BodyFormat, BodyReader> ALL = new EnumMap<>(Map.ofEntries(
            Map.entry(BodyFormat.SEED, new SeedReader()),
            Map.entry(BodyFormat.SPRING, new SpringReader()),
            Map.entry(BodyFormat.MICROPROFILE, new MicroProfileReader()),
            Map.entry(BodyFormat.DROPWIZARD, new DropwizardReader()),
            Map.entry(BodyFormat.DROPWIZARD_HEALTH, new DropwizardHealthReader()),
            Map.entry(BodyFormat.MICRONAUT, new MicronautReader()),
            Map.entry(BodyFormat.ASPNET, new AspNetReader()),
            Map.entry(BodyFormat.IETF, new IetfReader()),
            Map.entry(BodyFormat.TERMINUS, new TerminusReader()),
            Map.entry(BodyFormat.TEXT, new TextReader())));

    /**
     * Reads a body.
     *
     * @param root any JSON value; plain text comes as a JSON text
     * @return empty if it is not of this format
     */
    Optional<Reading> read(JsonNode root);
}
