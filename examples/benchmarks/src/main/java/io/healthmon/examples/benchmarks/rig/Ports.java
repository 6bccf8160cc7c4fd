package io.healthmon.examples.benchmarks.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that stay free while nobody listens on them: below those that the kernel gives to connections. */
public final class Ports {

    private static final int FROM = 15_000;
    private static final int TO = 32_000;
    private static final int ATTEMPTS = 1_000;

    private Ports() {}

    /** A port on which nobody listens now. */
    public static int choose() throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(FROM, TO);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException taken) {
                // The next one, then.
            }
        }
        throw new IOException("no free port between " + FROM + " and " + TO);
    }
}
