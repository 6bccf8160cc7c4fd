package io.healthmon.check.redis;

import io.healthmon.check.ServerUrl;
import io.healthmon.outbound.Destination;
import io.healthmon.target.Secret;
import java.util.Optional;

/**
 * Where a Redis is, and who asks: {@code redis://[[user]:password@]host[:6379][/db]}, or {@code rediss://} for TLS, trusted
 * by the JVM's certificate authorities.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 * @param tls true for {@code rediss}
 * @param user the ACL user; only with a password
 * @param password the user's, or Redis's own
 * @param db 0 or more
 */
public record RedisAddress(
        String host, int port, boolean tls, Optional<String> user, Optional<Secret> password, int db) {

    /** The forms a URL may have, for an error's sentence. */
    public static final String ALLOWED = "allowed is redis://[[user]:password@]host[:6379][/db], or rediss:// for TLS";

    private static final int DEFAULT_PORT = 6379;
    private static final int MAX_DB = 65_535;

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException saying what is wrong and what is allowed, without the URL
     */
    public static RedisAddress parse(String text) {
        ServerUrl url;
        try {
            url = ServerUrl.parse(text, DEFAULT_PORT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + "; " + ALLOWED);
        }
        boolean tls = url.scheme().equals("rediss");
        if (!tls && !url.scheme().equals("redis")) {
            throw new IllegalArgumentException("no Redis URL; " + ALLOWED);
        }
        return new RedisAddress(url.host(), url.port(), tls, url.user(), url.password(), db(url.path()));
    }

    private static int db(String path) {
        if (path.isEmpty()) {
            return 0;
        }
        if (!path.matches("\\d{1,5}") || Integer.parseInt(path) > MAX_DB) {
            throw new IllegalArgumentException("the database must be a number from 0 to " + MAX_DB + "; " + ALLOWED);
        }
        return Integer.parseInt(path);
    }

    /** Where to connect. */
    public Destination destination() {
        return Destination.of(host, port);
    }

    /** {@code host:port}, for a sentence. */
    String where() {
        return destination().where();
    }

    /** Shows neither user nor password. */
    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + where() + "/" + db;
    }
}
