package io.healthmon.javalin.standalone.config;

import java.util.Locale;

/**
 * Where the API is served.
 *
 * @param host the address to bind, or a name of one; default {@code 127.0.0.1}
 * @param port 0 to 65535, 0 for any that is free; default 5000
 */
public record ServerConfig(String host, int port) {

    /** The default {@code server.host}: reachable from this machine only. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    /** The default {@code server.port}, the seed's. */
    public static final int DEFAULT_PORT = 5000;

    static final int MAX_PORT = 65_535;

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
