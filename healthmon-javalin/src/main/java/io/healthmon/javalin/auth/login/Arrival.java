package io.healthmon.javalin.auth.login;

import io.healthmon.javalin.auth.Peer;
import io.javalin.http.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody comes from who wants to log in.
 *
 * @param address the client's address
 * @param network by what its failures are counted
 * @param agent what the browser says it is
 * @param device the cookie of a browser that logged in before, as it was brought
 */
public record Arrival(String address, String network, String agent, Optional<String> device) {

    /** Of this request. */
    public static Arrival of(Context ctx, Cookies cookies) {
        Peer peer = Peer.of(ctx);
        @Nullable String agent = ctx.userAgent();
        return new Arrival(peer.name(), peer.network(), agent == null ? "" : agent, cookies.device(ctx));
    }
}
