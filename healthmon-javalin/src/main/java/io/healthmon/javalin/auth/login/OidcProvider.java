package io.healthmon.javalin.auth.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.healthmon.check.http.HttpReply;
import io.healthmon.check.http.HttpSender;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked of a login provider: where things are, its keys, and an ID token for a code. All of it goes out as checks do, by the same
 * door; the library reads and judges, and opens no connection. Thread-safe; blocks for seconds.
 */
final class OidcProvider {

    private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration KNOWN_FOR = Duration.ofHours(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration KEYS_AGAIN = Duration.ofMinutes(1);

    /** Signatures by a key that the provider alone has. {@code none} and those by a shared secret are not among them. */
    private static final Set<JWSAlgorithm> SIGNED = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final OidcSettings settings;
    private final HttpSender sender;
    private final MonitorClock clock;
    private @Nullable Fetched<OIDCProviderMetadata> metadata;
    private @Nullable Fetched<JWKSet> keys;
    private @Nullable Fetched<Problem> failure;

    private record Fetched<T>(T what, long atNanos) {}

    OidcProvider(OidcSettings settings, HttpSender sender, MonitorClock clock) {
        this.settings = settings;
        this.sender = sender;
        this.clock = clock;
    }

    /** Where things are. */
    synchronized OIDCProviderMetadata metadata() {
        Fetched<OIDCProviderMetadata> known = metadata;
        if (known == null || isOlder(known, KNOWN_FOR)) {
            Fetched<Problem> failed = failure;
            if (failed != null && !isOlder(failed, AFTER_FAILURE)) {
                // Anybody can make us ask: not more than that.
                throw failed.what;
            }
            try {
                known = new Fetched<>(discover(), clock.nanos());
            } catch (Problem problem) {
                failure = new Fetched<>(problem, clock.nanos());
                throw problem;
            }
            metadata = known;
        }
        return known.what;
    }

    private OIDCProviderMetadata discover() {
        String issuer = settings.issuer();
        String address = (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer)
                + "/.well-known/openid-configuration";
        String json = send(HttpSpec.get(address));
        try {
            OIDCProviderMetadata found = OIDCProviderMetadata.parse(json);
            if (!found.getIssuer().getValue().equals(issuer)) {
                throw refused("it calls itself otherwise than login.oidc.issuer does");
            }
            if (found.getAuthorizationEndpointURI() == null
                    || found.getTokenEndpointURI() == null
                    || found.getJWKSetURI() == null) {
                throw refused("it does not say where to log in");
            }
            return found;
        } catch (ParseException e) {
            throw refused("what it says of itself can't be read");
        }
    }

    /** The claims of the ID token that the provider gives for a code. */
    IDTokenClaimsSet claims(String code, CodeVerifier verifier, Nonce nonce) {
        OIDCProviderMetadata known = metadata();
        JWT token = token(known, code, verifier);
        Set<JWSAlgorithm> algorithms = new LinkedHashSet<>(SIGNED);
        if (known.getIDTokenJWSAlgs() != null) {
            algorithms.retainAll(known.getIDTokenJWSAlgs());
        }
        try {
            return validated(token, nonce, algorithms, keys(known, KNOWN_FOR));
        } catch (BadJOSEException | JOSEException unknownKey) {
            // Providers change their keys; asked for them once a minute at most, whatever is presented.
            try {
                return validated(token, nonce, algorithms, keys(known, KEYS_AGAIN));
            } catch (BadJOSEException | JOSEException e) {
                LOG.warn(
                        "an ID token of the login provider was refused: {}",
                        Problem.bare(String.valueOf(e.getMessage())));
                throw Problem.of(403, "What the login provider said is not to be trusted.");
            }
        }
    }

    private IDTokenClaimsSet validated(JWT token, Nonce nonce, Set<JWSAlgorithm> algorithms, JWKSet trusted)
            throws BadJOSEException, JOSEException {
        return new IDTokenValidator(
                        new Issuer(settings.issuer()),
                        new ClientID(settings.clientId()),
                        new JWSVerificationKeySelector<SecurityContext>(algorithms, new ImmutableJWKSet<>(trusted)),
                        null)
                .validate(token, nonce);
    }

    private synchronized JWKSet keys(OIDCProviderMetadata known, Duration longest) {
        Fetched<JWKSet> fetched = keys;
        if (fetched == null || isOlder(fetched, longest)) {
            try {
                fetched = new Fetched<>(
                        JWKSet.parse(send(HttpSpec.get(known.getJWKSetURI().toString()))), clock.nanos());
            } catch (java.text.ParseException e) {
                throw refused("its keys can't be read");
            }
            keys = fetched;
        }
        return fetched.what;
    }

    private boolean isOlder(Fetched<?> fetched, Duration longest) {
        return clock.nanos() - fetched.atNanos > longest.toNanos();
    }

    private JWT token(OIDCProviderMetadata known, String code, CodeVerifier verifier) {
        TokenRequest request = new TokenRequest(
                known.getTokenEndpointURI(),
                authentication(known.getTokenEndpointAuthMethods()),
                new AuthorizationCodeGrant(new AuthorizationCode(code), settings.redirect(), verifier));
        try {
            return OIDCTokenResponse.parse(JSONObjectUtils.parse(send(spec(request.toHTTPRequest()))))
                    .getOIDCTokens()
                    .getIDToken();
        } catch (ParseException e) {
            throw refused("what it gives for a code can't be read");
        }
    }

    private ClientAuthentication authentication(@Nullable List<ClientAuthenticationMethod> allowed) {
        ClientID id = new ClientID(settings.clientId());
        com.nimbusds.oauth2.sdk.auth.Secret secret =
                new com.nimbusds.oauth2.sdk.auth.Secret(settings.clientSecret().reveal());
        boolean inBody = allowed != null
                && !allowed.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                && allowed.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        return inBody ? new ClientSecretPost(id, secret) : new ClientSecretBasic(id, secret);
    }

    private static HttpSpec spec(HTTPRequest request) {
        HttpSpec spec = HttpSpec.get(request.getURL().toString())
                .withMethod(request.getMethod().name())
                .withBody(Secret.of(String.valueOf(request.getBody())));
        for (Map.Entry<String, List<String>> header : request.getHeaderMap().entrySet()) {
            for (String value : header.getValue()) {
                spec = spec.withHeader(header.getKey(), Secret.of(value));
            }
        }
        return spec;
    }

    private String send(HttpSpec request) {
        try {
            HttpReply reply = sender.send(request.withHeader("Accept", Secret.of("application/json")), DEADLINE);
            if (reply instanceof HttpReply.Answered answer && answer.code() == 200) {
                return answer.body();
            }
            if (reply instanceof HttpReply.Answered answer && answer.code() == 400) {
                // A code that was used before, is too old or was never given: nothing is wrong with the provider.
                throw Problem.of(403, "The login provider has not let you in.");
            }
            throw refused(
                    reply instanceof HttpReply.Answered answer
                            ? "it answers with " + answer.code()
                            : ((HttpReply.Unanswered) reply).sentence());
        } catch (IllegalArgumentException address) {
            throw refused("it names an address that is none");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused("the host is stopping");
        }
    }

    /** The log has why; whoever wants to log in can't do anything about it. */
    private static Problem refused(String why) {
        LOG.warn("nobody can log in over the login provider: {}", why);
        return Problem.unavailable("The login provider can't be asked now; the monitor's log has the details.");
    }

    /** The value of a claim, by its name or by a path of names. */
    static Optional<Object> claim(IDTokenClaimsSet claims, String path) {
        @Nullable Object whole = claims.getClaim(path);
        if (whole != null) {
            return Optional.of(whole);
        }
        @Nullable Object at = claims.toJSONObject();
        for (String name : path.split("\\.", -1)) {
            at = at instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return Optional.ofNullable(at);
    }
}
