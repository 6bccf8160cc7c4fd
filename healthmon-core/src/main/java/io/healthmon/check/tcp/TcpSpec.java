package io.healthmon.check.tcp;

import io.healthmon.outbound.Destination;
import io.healthmon.outbound.Dials;
import io.healthmon.target.CheckSpec;
import java.util.List;

/**
 * A port that should accept connections.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 */
public record TcpSpec(String host, int port) implements CheckSpec, Dials {

    /** The kind's name. */
    public static final String TYPE = "tcp";

    public TcpSpec {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be empty");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be 1 to 65535, not " + port);
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    Destination destination() {
        return Destination.of(host, port);
    }

    @Override
    public List<Destination> destinations() {
        return List.of(destination());
    }
}
