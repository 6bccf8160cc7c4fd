package io.healthmon.javalin.auth.login;

import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import io.healthmon.access.Hashes;
import io.healthmon.check.http.HttpSender;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.time.MonitorClock;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Logins over a provider that speaks OpenID Connect, by the code flow with PKCE, a state and a nonce. All three follow from a secret that
 * the browser alone has, in a cookie: a way that it has begun can't be ended in another, and nothing has to be kept here of ways that
 * never end. Thread-safe.
 */
public final class OidcLogins {

    private final OidcSettings settings;
    private final OidcProvider provider;
    private final OidcUsers users;
    private final Logins logins;
    private final Hashing threads = new Hashing("healthmon-oidc");

    /**
     * A way over the provider.
     *
     * @param address where to send the browser
     * @param cookie what it is to bring when it comes back
     */
    public record Way(String address, String cookie) {

        @Override
        public String toString() {
            return "Way[***]";
        }
    }

    /**
     * Somebody has come back from the provider.
     *
     * @param next where to go on to, as it was said at the beginning; anybody may have written it since
     */
    public record Arrived(LoggedIn loggedIn, String next) {}

    OidcLogins(OidcSettings settings, HttpSender sender, OidcUsers users, Logins logins, MonitorClock clock) {
        this.settings = settings;
        this.provider = new OidcProvider(settings, sender, clock);
        this.users = users;
        this.logins = logins;
    }

    /** Begins; fails with a {@link Problem} if the provider can't be asked. */
    public CompletableFuture<Way> begin(String next) {
        return threads.run(() -> {
            String secret = Tokens.make();
            Scope scope = new Scope("openid");
            settings.scopes().forEach(scope::add);
            AuthenticationRequest request = new AuthenticationRequest.Builder(
                            ResponseType.CODE, scope, new ClientID(settings.clientId()), settings.redirect())
                    .endpointURI(provider.metadata().getAuthorizationEndpointURI())
                    .state(new State(state(secret)))
                    .nonce(nonce(secret))
                    .codeChallenge(verifier(secret), CodeChallengeMethod.S256)
                    .build();
            return new Way(request.toURI().toString(), secret + "." + encoded(next));
        });
    }

    /** Ends: a session for whom the provider vouches. Fails with a {@link Problem} if that is nobody. */
    public CompletableFuture<Arrived> finish(
            Optional<String> code, Optional<String> state, Optional<String> cookie, Arrival arrival) {
        String[] parts = cookie.orElse("").split("\\.", 2);
        String secret = parts[0];
        if (!Tokens.isToken(secret) || !Hashes.same(state(secret), state.orElse(""))) {
            throw Problem.malformed(
                    "This login was not begun in this browser, or took longer than ten minutes; log in again.");
        }
        String given = code.orElseThrow(() -> Problem.of(403, "The login provider has not let you in."));
        String next = parts.length > 1 ? decoded(parts[1]) : "";
        return threads.run(() -> {
            IDTokenClaimsSet claims = provider.claims(given, verifier(secret), nonce(secret));
            return new Arrived(logins.begin(users.of(claims, arrival), arrival), next);
        });
    }

    private static String state(String secret) {
        return Hashes.of("healthmon state " + secret);
    }

    private static Nonce nonce(String secret) {
        return new Nonce(Hashes.of("healthmon nonce " + secret));
    }

    private static CodeVerifier verifier(String secret) {
        return new CodeVerifier(Hashes.of("healthmon verifier " + secret));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
