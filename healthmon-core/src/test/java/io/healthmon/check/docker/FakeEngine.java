package io.healthmon.check.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A Docker Engine over a real socket file that answers in Docker's own form, or as badly as a test says. */
final class FakeEngine implements Closeable {

    /** What is written for a path. */
    @FunctionalInterface
    interface Answer {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    private static final String HEAD =
            "Api-Version: 1.47\r\nContent-Type: application/json\r\nDocker-Experimental: false\r\n"
                    + "Ostype: linux\r\nServer: Docker/27.3.1 (linux)\r\n";

    private final Path path;
    private final ServerSocketChannel server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final AtomicInteger hungUp = new AtomicInteger();

    FakeEngine(Path directory) {
        path = directory.resolve("docker.sock");
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        on(
                "/_ping",
                out -> out.write(("HTTP/1.1 200 OK\r\nApi-Version: 1.47\r\nCache-Control: no-cache, no-store\r\n"
                                + "Content-Type: text/plain; charset=utf-8\r\nContent-Length: 2\r\n\r\nOK")
                        .getBytes(UTF_8)));
        daemon(this::acceptAll);
    }

    Path path() {
        return path;
    }

    /** Clients that hung up while the engine still answered. */
    int hungUp() {
        return hungUp.get();
    }

    FakeEngine on(String requestPath, Answer answer) {
        answers.put(requestPath, answer);
        return this;
    }

    /** A container whose inspection holds this {@code State}, in chunks, as Docker sends what is longer than its buffer. */
    FakeEngine container(String name, String state) {
        return on("/containers/" + name + "/json", chunked("{\"Id\":\"8dfafdbc3a40\",\"State\":" + state + "}"));
    }

    static Answer chunked(String body) {
        return out -> {
            out.write(("HTTP/1.1 200 OK\r\n" + HEAD + "Transfer-Encoding: chunked\r\n\r\n").getBytes(UTF_8));
            byte[] bytes = body.getBytes(UTF_8);
            int half = bytes.length / 2;
            out.write((Integer.toHexString(half) + "\r\n").getBytes(UTF_8));
            out.write(bytes, 0, half);
            out.write(("\r\n" + Integer.toHexString(bytes.length - half).toUpperCase(Locale.ROOT) + ";x=y\r\n")
                    .getBytes(UTF_8));
            out.write(bytes, half, bytes.length - half);
            out.write("\r\n0\r\n\r\n".getBytes(UTF_8));
        };
    }

    static Answer error(int code, String message) {
        String body = "{\"message\":\"" + message + "\"}\n";
        return raw(
                "HTTP/1.1 " + code + " Whatever\r\n" + HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    static Answer raw(String answer) {
        return out -> out.write(answer.getBytes(UTF_8));
    }

    private void acceptAll() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                daemon(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            BufferedReader request = new BufferedReader(new InputStreamReader(Channels.newInputStream(client), UTF_8));
            String[] line = request.readLine().split(" ", -1);
            boolean host = false;
            for (String header = request.readLine(); !header.isEmpty(); header = request.readLine()) {
                host |= header.startsWith("Host:");
            }
            Answer known = answers.get(line[1]);
            Answer answer = !host || !line[0].equals("GET") || !line[2].equals("HTTP/1.1")
                    ? error(400, "bad request")
                    : known != null ? known : error(404, "No such container: x");
            answer.to(Channels.newOutputStream(client));
        } catch (IOException gone) {
            hungUp.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "fake-engine");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
    }
}
