package io.healthmon.javalin.standalone.config;

import io.healthmon.access.Role;
import io.healthmon.check.Options;
import io.healthmon.javalin.auth.login.OidcSettings;
import io.healthmon.target.Secret;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code login}: the login provider, if there is one. */
final class LoginReader {

    private static final String ISSUER = "issuer";
    private static final String ROLES = "roles";
    private static final String SCOPES = "scopes";
    private static final Pattern LOOPBACK = Pattern.compile("http://(localhost|127\\.0\\.0\\.1|\\[::1\\])([:/].*)?");
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,200}");

    private LoginReader() {}

    static Optional<OidcSettings> read(Section section, Optional<String> publicUrl) {
        return section.section("oidc").map(oidc -> provider(oidc, publicUrl));
    }

    private static OidcSettings provider(Options oidc, Optional<String> publicUrl) {
        String issuer = issuer(oidc);
        String id = oidc.text("client-id")
                .orElseThrow(() -> oidc.error("client-id", "is missing; it is what the provider calls this host"));
        Secret secret = oidc.secret("client-secret")
                .orElseThrow(() -> oidc.error("client-secret", "is missing; for example ${OIDC_SECRET}"));
        String base = publicUrl.orElseThrow(() -> oidc.error(
                ISSUER, "needs public-url too: the provider sends people back to it, at " + OidcSettings.CALLBACK));
        return new OidcSettings(
                issuer,
                id,
                secret,
                oidc.text("roles-claim", "groups"),
                roles(oidc),
                scopes(oidc),
                URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + OidcSettings.CALLBACK));
    }

    private static String issuer(Options oidc) {
        String issuer = oidc.url(ISSUER)
                .orElseThrow(() -> oidc.error(ISSUER, "is missing; for example https://id.example.org/realms/home"));
        if (!issuer.startsWith("https://") && !LOOPBACK.matcher(issuer).matches()) {
            throw oidc.error(ISSUER, "must be an https:// URL: whoever could change what it answers could log in");
        }
        return issuer;
    }

    private static Map<String, Role> roles(Options oidc) {
        Map<String, Role> roles = new LinkedHashMap<>();
        oidc.map(ROLES)
                .forEach((value, word) -> roles.put(
                        value,
                        Role.ofWord(word)
                                .orElseThrow(() -> oidc.error(
                                        ROLES,
                                        "'" + Source.shown(word) + "' is no role; allowed are "
                                                + Arrays.stream(Role.values())
                                                        .map(Role::word)
                                                        .collect(Collectors.joining(", "))))));
        if (roles.isEmpty()) {
            throw oidc.error(ROLES, "is missing; it gives values of the claim a role, for example { admins: admin }");
        }
        return roles;
    }

    private static List<String> scopes(Options oidc) {
        List<String> scopes = oidc.list(SCOPES);
        scopes.forEach(scope -> {
            if (!SCOPE.matcher(scope).matches()) {
                throw oidc.error(SCOPES, "'" + Source.shown(scope) + "' is no scope");
            }
        });
        return scopes.isEmpty() ? List.of("profile", "email") : scopes;
    }
}
