package io.healthmon.javalin.auth;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What never leaves this machine. */
public final class Loopback {

    private static final Pattern LITERAL = Pattern.compile("127(\\.[0-9]{1,3}){3}|\\[?::1\\]?|\\[?0:0:0:0:0:0:0:1\\]?");
    private static final Pattern PORT = Pattern.compile(":[0-9]{0,5}$");

    private Loopback() {}

    /**
     * True if a server that binds to {@code host} can be reached from this machine only. Looks the name up.
     *
     * @throws IllegalArgumentException if there is no such name
     */
    public static boolean binds(String host) {
        try {
            return !host.isBlank() && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("there is no host '" + host + "' to listen on", e);
        }
    }

    /**
     * True if the request comes from this machine and is meant for it: a page of another site whose name was made to point
     * here (DNS rebinding) brings that site's name as {@code Host}; one that writes here behind its reader's back brings it as {@code
     * Origin}; what a proxy of this machine sends on for others says so in its headers.
     */
    static boolean sent(Context ctx) {
        Peer peer = Peer.of(ctx);
        return peer.onThisMachine()
                && named(ctx.header("Host"))
                && (reads(ctx) || fromHere(peer, ctx.header("Origin")));
    }

    private static boolean reads(Context ctx) {
        return ctx.req().getMethod().equals("GET") || ctx.req().getMethod().equals("HEAD");
    }

    private static boolean fromHere(Peer peer, @Nullable String origin) {
        return origin == null || peer.isOwn(origin);
    }

    private static boolean named(@Nullable String host) {
        if (host == null) {
            return true;
        }
        String name = host.endsWith("]") || host.indexOf(':') < 0
                ? host
                : PORT.matcher(host).replaceFirst("");
        return name.toLowerCase(Locale.ROOT).equals("localhost")
                || LITERAL.matcher(name).matches();
    }
}
