package io.healthmon.examples.homelab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A socket and nothing else, so that tests see what is on the wire. */
final class Client implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final URI address;
    private final Socket socket;

    private Client(URI address, Socket socket) {
        this.address = address;
        this.socket = socket;
    }

    static Client connect(URI address) throws IOException {
        return new Client(address, new Socket(address.getHost(), address.getPort()));
    }

    /** One request on a connection of its own. */
    static String ask(URI address) throws IOException {
        try (Client client = connect(address)) {
            return client.ask();
        }
    }

    String ask() throws IOException {
        send();
        return answer();
    }

    void send() throws IOException {
        send(
                address.getScheme().equals("redis")
                        ? "PING\r\n"
                        : "GET " + address.getPath() + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The next line of Redis, or the next answer of HTTP; what has come of it if the connection ends. */
    String answer() throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        InputStream in = socket.getInputStream();
        if (address.getScheme().equals("redis")) {
            return until(in, "\r\n");
        }
        String head = until(in, "\r\n\r\n");
        int length = head.lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(0);
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Whether nothing has come after a moment: no answer, no end of the connection. */
    boolean hearsNothing() {
        try {
            socket.setSoTimeout(150);
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException expected) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String until(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
