package io.healthmon.javalin.auth.login;

import io.healthmon.javalin.auth.Peer;
import io.healthmon.javalin.wire.Problem;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of people who log in. Over TLS their names begin with {@code __Host-}: a browser takes such a cookie from this host only, and
 * brings it over TLS only. Over plain HTTP there are some on this machine only, where nobody listens.
 *
 * <p>The session's is {@code SameSite=Lax} and not {@code Strict}, since people come here by links in messages and mails, and would then
 * seem not to be logged in; changes ask for more than the cookie.
 *
 * @param prefix before the names
 * @param secure whether they go over TLS only
 */
public record Cookies(String prefix, boolean secure) {

    private static final String SESSION = "healthmon";
    private static final String DEVICE = "healthmon-device";
    private static final String PROVIDER = "healthmon-provider";
    private static final int YEAR = 365 * 24 * 60 * 60;
    private static final int TEN_MINUTES = 10 * 60;
    private static final int LONGEST = 800;

    /** Those that this request may bring and get; empty if over its connection anybody may listen. */
    public static Optional<Cookies> of(Context ctx) {
        Peer peer = Peer.of(ctx);
        if (peer.secure()) {
            return Optional.of(new Cookies("__Host-", true));
        }
        return peer.onThisMachine() ? Optional.of(new Cookies("", false)) : Optional.empty();
    }

    /** Those of a request that wants to log in. */
    public static Cookies required(Context ctx) {
        return of(ctx).orElseThrow(() -> Problem.of(
                403,
                "Over plain HTTP nobody can log in but on this machine, since others could listen: set server.tls"
                        + " (self-signed will do), or come over a proxy of server.trusted-proxies that speaks TLS."));
    }

    Optional<String> session(Context ctx) {
        return read(ctx, SESSION);
    }

    Optional<String> device(Context ctx) {
        return read(ctx, DEVICE);
    }

    public Optional<String> provider(Context ctx) {
        return read(ctx, PROVIDER);
    }

    private Optional<String> read(Context ctx, String name) {
        @Nullable String value = ctx.cookie(prefix + name);
        return Optional.ofNullable(value).filter(it -> !it.isEmpty() && it.length() <= LONGEST);
    }

    /** Sets a session's; it ends with the browser. */
    String withSession(String id) {
        return set(SESSION, id, "Lax", Optional.empty());
    }

    /** Takes the session's away. */
    public String withoutSession() {
        return set(SESSION, "", "Lax", Optional.of(0));
    }

    String withDevice(String cookie) {
        return set(DEVICE, cookie, "Strict", Optional.of(YEAR));
    }

    /** Sets the one that holds a browser and its way over the login provider together. */
    public String withProvider(String secret) {
        return set(PROVIDER, secret, "Lax", Optional.of(TEN_MINUTES));
    }

    public String withoutProvider() {
        return set(PROVIDER, "", "Lax", Optional.of(0));
    }

    private String set(String name, String value, String sameSite, Optional<Integer> maxAge) {
        return prefix + name + "=" + value + "; Path=/"
                + maxAge.map(it -> "; Max-Age=" + it).orElse("") + (secure ? "; Secure" : "") + "; HttpOnly; SameSite="
                + sameSite;
    }

    /** All that somebody gets who has logged in. */
    public List<String> of(LoggedIn loggedIn) {
        return loggedIn.device()
                .map(device -> List.of(withSession(loggedIn.sessionId()), withDevice(device)))
                .orElseGet(() -> List.of(withSession(loggedIn.sessionId())));
    }
}
