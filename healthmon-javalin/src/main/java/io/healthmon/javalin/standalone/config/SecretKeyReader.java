package io.healthmon.javalin.standalone.config;

import io.healthmon.access.SealingKey;
import io.healthmon.target.Secret;
import java.util.List;

/** Reads one of {@code secret-keys}. */
final class SecretKeyReader {

    private SecretKeyReader() {}

    /** The key, which differs from those before it in its id. */
    static SealingKey read(Section section, List<SealingKey> before) {
        String id = section.text("id")
                .orElseThrow(() -> section.error("id", "is missing; for example the month it was made in, 2026-01"));
        Secret key = section.secret("key")
                .orElseThrow(() ->
                        section.error("key", "is missing; for example ${HEALTHMON_KEY} or file:/run/secrets/seal"));
        if (!SealingKey.isId(id)) {
            throw section.error(
                    "id", "'" + Source.shown(id) + "' is not allowed: 1 to 40 characters of A-Z a-z 0-9 . _ - are");
        }
        if (before.stream().anyMatch(other -> other.id().equals(id))) {
            throw section.error("id", "'" + id + "' is given twice; each key needs its own");
        }
        try {
            return new SealingKey(id, key);
        } catch (IllegalArgumentException e) {
            throw section.error("key", String.valueOf(e.getMessage()));
        }
    }
}
