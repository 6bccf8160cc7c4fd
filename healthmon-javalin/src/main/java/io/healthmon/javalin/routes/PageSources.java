package io.healthmon.javalin.routes;

import io.healthmon.javalin.auth.Access;
import io.healthmon.javalin.auth.login.People;
import java.util.Optional;

/**
 * What some pages show beside the monitor.
 *
 * @param people those who log in, if they can
 * @param access keys, and where they are kept
 * @param codes true if there can be one-time codes
 * @param drafts true if drafts can be replayed
 * @param configuration the effective one, its secrets masked; for administrators
 */
public record PageSources(
        Optional<People> people, Access access, boolean codes, boolean drafts, Optional<String> configuration) {}
