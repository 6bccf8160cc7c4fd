package io.healthmon.javalin.standalone.config;

import io.healthmon.javalin.auth.TrustedProxies;
import io.healthmon.javalin.tls.Tls;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the API is served.
 *
 * @param host the address to bind, or a name of one; default {@code 127.0.0.1}
 * @param port 0 to 65535, 0 for any that is free; default 5000
 * @param tls with what certificate TLS is spoken; empty, the default, for plain HTTP
 * @param trustedProxies whose word counts about for whom they ask; default nobody's
 */
public record ServerConfig(String host, int port, Optional<Tls> tls, TrustedProxies trustedProxies) {

    /** The default {@code server.host}: reachable from this machine only. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    /** The default {@code server.port}, the seed's. */
    public static final int DEFAULT_PORT = 5000;

    static final int MAX_PORT = 65_535;

    /** The same, with what it keeps in folders of {@code dataDir}. */
    ServerConfig keptIn(Path dataDir) {
        Optional<Tls> its = tls.map(it ->
                it instanceof Tls.SelfSigned own ? new Tls.SelfSigned(dataDir.resolve(own.folder()), own.names()) : it);
        return new ServerConfig(host, port, its, trustedProxies);
    }

    /**
     * True if only this machine can reach {@link #host()}. Names are not looked up: {@code localhost} is the only one that
     * counts.
     */
    public boolean loopback() {
        String plain = host.toLowerCase(Locale.ROOT);
        return plain.equals("localhost")
                || plain.equals("::1")
                || plain.equals("[::1]")
                || plain.matches("127(\\.\\d{1,3}){3}");
    }
}
