package io.healthmon.outbound;

/**
 * Where somebody wants to connect, as it was written.
 *
 * @param host a name or an address; without brackets, whichever way it was given
 * @param port the port
 * @param purpose what for
 */
public record Destination(String host, int port, Purpose purpose) {

    public Destination {
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
    }

    /** Somewhere, no matter what for. */
    public static Destination of(String host, int port) {
        return new Destination(host, port, Purpose.ANY);
    }

    /** {@code host:port}, for a sentence. */
    public String where() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
