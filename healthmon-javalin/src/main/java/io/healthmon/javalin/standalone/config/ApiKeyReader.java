package io.healthmon.javalin.standalone.config;

import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.javalin.auth.ApiKey;
import io.healthmon.target.Secret;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads one of {@code api-keys}. */
final class ApiKeyReader {

    private static final String ALLOWED = "; allowed are read, test, alerts and admin";

    private ApiKeyReader() {}

    /** The key, which differs from those before it in name and value. {@code services} are the names of those there are. */
    static ApiKeyConfig read(Source source, Section section, List<ApiKeyConfig> before, List<String> services) {
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
        Set<Scope> scopes = scopes(section);
        ServiceMatcher matcher = MatcherReader.read(source, section, services);
        if (scopes.contains(Scope.ADMIN) && !matcher.equals(ServiceMatcher.ALL)) {
            throw section.error(
                    section.has("services") ? "services" : "labels", "can't limit a key of the scope 'admin'");
        }
        return new ApiKeyConfig(name, key, scopes, matcher);
    }

    private static Set<Scope> scopes(Section section) {
        if (!section.has("scopes")) {
            section.list("scopes");
            return ApiKey.USUAL;
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : section.list("scopes")) {
            scopes.add(Scope.ofWord(word)
                    .orElseThrow(() -> section.error("scopes", "'" + Source.shown(word) + "' is none" + ALLOWED)));
        }
        if (scopes.isEmpty()) {
            throw section.error("scopes", "is empty" + ALLOWED);
        }
        return scopes;
    }
}
