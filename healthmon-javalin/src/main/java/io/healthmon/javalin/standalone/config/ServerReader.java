package io.healthmon.javalin.standalone.config;

import io.healthmon.check.OptionException;
import io.healthmon.javalin.auth.TrustedProxies;

/** Reads {@code server}. */
final class ServerReader {

    private ServerReader() {}

    static ServerConfig read(Section section, Overrides overrides, boolean keysGiven) {
        String host = section.text("host", ServerConfig.DEFAULT_HOST);
        int port = section.integer("port", ServerConfig.DEFAULT_PORT, 0, ServerConfig.MAX_PORT);
        if (overrides.host().isPresent()) {
            host = overrides.host().get();
            section.override("host", host);
        }
        if (overrides.port().isPresent()) {
            port = overrides.port().get();
            section.override("port", port);
        }
        if (!host.matches("[A-Za-z0-9._:%\\[\\]-]{1,255}")) {
            throw hostError(
                    section, overrides, "is not an address or a name to bind, for example 127.0.0.1 or 0.0.0.0");
        }
        if (port < 0 || port > ServerConfig.MAX_PORT) {
            throw new OptionException("--port: " + port + " is out of range; allowed are whole numbers from 0 to "
                    + ServerConfig.MAX_PORT);
        }
        ServerConfig server = new ServerConfig(host, port, TlsReader.read(section, host), trustedProxies(section));
        requireKeys(server, keysGiven, section, overrides);
        return server;
    }

    private static TrustedProxies trustedProxies(Section section) {
        try {
            return TrustedProxies.of(section.list("trusted-proxies"));
        } catch (IllegalArgumentException e) {
            throw section.error("trusted-proxies", Source.shown(String.valueOf(e.getMessage())));
        }
    }

    /** Nobody else's machine may read or trigger anything without a key or, over TLS, a login. */
    private static void requireKeys(ServerConfig server, boolean keysGiven, Section section, Overrides overrides) {
        if (!server.loopback() && !keysGiven && server.tls().isEmpty()) {
            throw hostError(
                    section,
                    overrides,
                    "'" + server.host()
                            + "' may be reached from other machines, which needs at least one key in api-keys, or server.tls, for"
                            + " logins; without either only 127.0.0.1, ::1 and localhost are allowed");
        }
    }

    private static OptionException hostError(Section section, Overrides overrides, String problem) {
        if (overrides.host().isPresent()) {
            return new OptionException("--host (server.host): " + problem);
        }
        return section.error("host", problem);
    }
}
