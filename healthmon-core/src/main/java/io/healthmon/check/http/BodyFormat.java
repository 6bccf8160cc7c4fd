package io.healthmon.check.http;

import java.util.Locale;

/** The health bodies in the wild that healthmon reads. */
public enum BodyFormat {
    /** Found out from content type and shape. */
    AUTO,
    /** {@code {status, checks: {name: word}}} and its kin: the seed's services. */
    SEED,
    /** Spring Boot Actuator, all versions. */
    SPRING,
    /** MicroProfile Health. */
    MICROPROFILE,
    /** Dropwizard metrics health checks: every value has a boolean {@code healthy}. */
    DROPWIZARD,
    /** dropwizard-health: an array. */
    DROPWIZARD_HEALTH,
    /** Micronaut. */
    MICRONAUT,
    /** ASP.NET. */
    ASPNET,
    /** The IETF draft {@code application/health+json}. */
    IETF,
    /** Node terminus and NestJS. */
    TERMINUS,
    /** Short plain text, read by the word table. */
    TEXT,
    /** The body is not read: the code decides. */
    NONE;

    /** The name in configuration: {@code spring}, {@code dropwizard-health} … */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
