package io.healthmon.javalin.auth.login;

import io.healthmon.access.Role;
import io.healthmon.target.Secret;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A login provider that speaks OpenID Connect, and what its word is worth here.
 *
 * @param issuer the provider, as it calls itself; {@code /.well-known/openid-configuration} is under it
 * @param clientId what the provider calls this host
 * @param clientSecret by which the provider knows this host
 * @param rolesClaim the claim of the ID token that tells what a person may do; dots lead into objects, as in {@code realm_access.roles}
 * @param roles value of that claim to the role here; of several the one that may do most counts, and without one nobody gets in
 * @param scopes what is asked for; {@code openid} always is
 * @param redirect where the provider sends people back to, as it knows it
 */
public record OidcSettings(
        String issuer,
        String clientId,
        Secret clientSecret,
        String rolesClaim,
        Map<String, Role> roles,
        List<String> scopes,
        URI redirect) {

    /** The path that the provider sends people back to. */
    public static final String CALLBACK = "/login/provider/callback";

    public OidcSettings {
        roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
        scopes = List.copyOf(scopes);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("without roles nobody could log in over the login provider");
        }
    }
}
