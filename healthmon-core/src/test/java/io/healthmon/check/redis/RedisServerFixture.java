package io.healthmon.check.redis;

import io.healthmon.check.HostileServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import redis.embedded.RedisServer;

/** A real Redis on the loopback that keeps nothing on disk. */
public final class RedisServerFixture implements AutoCloseable {

    private static final int TRIES = 3;

    private final RedisServer server;
    private final int port;

    private RedisServerFixture(RedisServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts one, with lines of {@code redis.conf}. Tries again if its port was taken meanwhile. */
    public static RedisServerFixture start(String... settings) {
        for (int attempt = 1; ; attempt++) {
            int port = HostileServer.closedPort();
            try {
                var builder = RedisServer.newRedisServer()
                        .port(port)
                        .bind("127.0.0.1")
                        .setting("save \"\"")
                        .setting("appendonly no");
                for (String setting : settings) {
                    builder.setting(setting);
                }
                RedisServer server = builder.build();
                server.start();
                return new RedisServerFixture(server, port);
            } catch (IOException e) {
                if (attempt == TRIES) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
