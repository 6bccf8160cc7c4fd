package io.healthmon.check.docker;

import io.healthmon.outbound.Destination;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where a Docker Engine listens. */
public sealed interface DockerEngine {

    /** Docker's own default. */
    DockerEngine DEFAULT = new UnixSocket(Path.of("/var/run/docker.sock"));

    /** The address, for a sentence. */
    String where();

    /**
     * A socket file on this machine.
     *
     * @param path at most 100 bytes, which is what systems take
     */
    record UnixSocket(Path path) implements DockerEngine {

        private static final int MAX_BYTES = 100;

        public UnixSocket {
            if (path.toString().isEmpty() || path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
                throw new IllegalArgumentException("a socket's path has 1 to " + MAX_BYTES + " bytes");
            }
        }

        @Override
        public String where() {
            return path.toString();
        }
    }

    /**
     * A port, unencrypted: for a socket proxy on a private network.
     *
     * @param host a name or an address
     * @param port 1 to 65535
     */
    record Tcp(String host, int port) implements DockerEngine {

        public Tcp {
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("port must be 1 to 65535, not " + port);
            }
        }

        Destination destination() {
            return Destination.of(host, port);
        }

        @Override
        public String where() {
            return destination().where();
        }
    }
}
