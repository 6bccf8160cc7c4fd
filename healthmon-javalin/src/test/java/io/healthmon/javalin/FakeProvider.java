package io.healthmon.javalin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A login provider: discovery, keys, a code for whoever asks, an ID token for the code. Keeps to OpenID Connect where it is not told to lie. */
final class FakeProvider implements AutoCloseable {

    static final String CLIENT = "healthmon";
    static final String SECRET = "client-secret-0123456789";

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant FAR_AWAY = Instant.parse("2100-01-01T00:00:00Z");

    /** How a token is made of its claims. */
    interface Signing {
        JWT sign(JWTClaimsSet claims) throws JOSEException;
    }

    private final HttpServer server;
    private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger codes = new AtomicInteger();
    private volatile ECKey key = key("k1");
    volatile UnaryOperator<JWTClaimsSet.Builder> claims = claims -> claims;
    volatile Signing signing = this::signed;

    FakeProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, discovery()));
        server.createContext("/keys", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/token", this::token);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String discovery() {
        return """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                 "jwks_uri": "%1$s/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"]}""".formatted(issuer());
    }

    static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Signs with another key from now on. */
    void changeKey() {
        key = key("k2");
    }

    JWT signed(JWTClaimsSet claims) throws JOSEException {
        return signedWith(key, claims);
    }

    static JWT signedWith(ECKey key, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        token.sign(new ECDSASigner(key));
        return token;
    }

    static JWT unsigned(JWTClaimsSet claims) {
        return new PlainJWT(claims);
    }

    /** By the secret that the client has too: so could the client. */
    static JWT signedBySecret(JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(Arrays.copyOf(SECRET.getBytes(StandardCharsets.UTF_8), 32)));
        return token;
    }

    /** What a person does there: logs in, and is sent back with a code. */
    String logIn(String address) {
        Map<String, String> query = parameters(URI.create(address).getRawQuery());
        String code = "code-" + codes.incrementAndGet();
        asked.put(code, query);
        return "/login/provider/callback?code=" + code + "&state=" + query.get("state");
    }

    private void token(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> form = parameters(body);
        Map<String, String> query = asked.remove(form.getOrDefault("code", ""));
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String expected =
                "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (query == null
                || !expected.equals(authorization)
                || !query.get("redirect_uri").equals(form.get("redirect_uri"))
                || !query.get("code_challenge").equals(challenge(form.getOrDefault("code_verifier", "")))) {
            answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
            return;
        }
        JWTClaimsSet.Builder usual = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .subject("subject-1")
                .issueTime(Date.from(LONG_AGO))
                .expirationTime(Date.from(FAR_AWAY))
                .claim("nonce", query.get("nonce"))
                .claim("preferred_username", "anna")
                .claim("groups", List.of("staff"));
        try {
            answer(exchange, 200, """
                    {"access_token": "a", "token_type": "Bearer", "id_token": "%s"}""".formatted(
                            signing.sign(claims.apply(usual).build()).serialize()));
        } catch (JOSEException e) {
            throw new IOException(e);
        }
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
