package io.healthmon.javalin.standalone.config;

import io.healthmon.target.Secret;
import java.util.Optional;

/** Where results are kept: {@code database.url}. */
public sealed interface DatabaseConfig {

    /** A PostgreSQL server that the host brings and runs in {@code data-dir}: {@code embedded}, the default. */
    record Embedded() implements DatabaseConfig {}

    /** Nowhere that outlives the process: {@code memory}. */
    record Memory() implements DatabaseConfig {}

    /**
     * A PostgreSQL server that somebody else runs.
     *
     * @param url {@code jdbc:postgresql://…}; may carry credentials among its parameters, so it is never shown as it is
     * @param user who to be there
     * @param password to prove it
     */
    record Postgres(String url, Optional<String> user, Optional<Secret> password) implements DatabaseConfig {
        @Override
        public String toString() {
            return "Postgres[" + MaskedUrl.of(url) + "]";
        }
    }
}
