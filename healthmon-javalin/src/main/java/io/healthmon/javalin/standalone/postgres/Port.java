package io.healthmon.javalin.standalone.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** The port of the server: the last start's, if it is free, so that it stays the same for those who look in. */
final class Port {

    private static final int ANY = 0;

    private Port() {}

    static int choose(Layout layout) {
        try {
            int port = free(last(layout));
            Files.writeString(layout.port(), port + "\n", StandardCharsets.US_ASCII);
            return port;
        } catch (IOException e) {
            throw Failures.io("no port of 127.0.0.1 could be chosen for PostgreSQL", e);
        }
    }

    private static int last(Layout layout) throws IOException {
        if (!Files.exists(layout.port())) {
            return ANY;
        }
        String text = Files.readString(layout.port(), StandardCharsets.US_ASCII).strip();
        return text.matches("[1-9]\\d{0,4}") && Integer.parseInt(text) <= 65_535 ? Integer.parseInt(text) : ANY;
    }

    private static int free(int wanted) throws IOException {
        try {
            return bind(wanted);
        } catch (IOException e) {
            return bind(ANY); // taken meanwhile
        }
    }

    private static int bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return socket.getLocalPort();
        }
    }
}
