package io.healthmon.javalin.standalone.config;

import io.healthmon.target.Secret;
import java.util.List;

/** Reads one of {@code api-keys}. */
final class ApiKeyReader {

    private ApiKeyReader() {}

    /** The key, which differs from those before it in name and value. */
    static ApiKeyConfig read(Section section, List<ApiKeyConfig> before) {
        String name = section.text("name").orElseThrow(() -> section.error("name", "is missing; say whose key it is"));
        if (name.isBlank() || name.length() > 100) {
            throw section.error("name", "must be 1 to 100 characters");
        }
        Secret key = section.secret("key")
                .orElseThrow(() ->
                        section.error("key", "is missing; for example ${HEALTHMON_API_KEY} or file:/run/secrets/key"));
        String value = key.reveal();
        if (value.length() < ApiKeyConfig.MIN_LENGTH || value.length() > ApiKeyConfig.MAX_LENGTH) {
            throw section.error(
                    "key",
                    "is too " + (value.length() < ApiKeyConfig.MIN_LENGTH ? "short" : "long") + "; allowed are "
                            + ApiKeyConfig.MIN_LENGTH + " to " + ApiKeyConfig.MAX_LENGTH + " characters");
        }
        if (!value.matches("[!-~]+")) {
            throw section.error(
                    "key", "holds a character that a header cannot carry; allowed is printable ASCII without spaces");
        }
        if (before.stream().anyMatch(other -> other.name().equals(name))) {
            throw section.error("name", "'" + Source.shown(name) + "' is given twice; each key needs its own");
        }
        if (before.stream().anyMatch(other -> other.key().equals(key))) {
            throw section.error("key", "is the same as another one; each name needs its own key");
        }
        return new ApiKeyConfig(name, key);
    }
}
