package io.healthmon.check.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A server on a raw socket that does to its client whatever a test wants. One thread per connection. */
public final class HostileServer implements AutoCloseable {

    /** What the server does with one connection. When it returns, the connection stays open until the client leaves. */
    @FunctionalInterface
    public interface Conversation {
        void hold(Connection connection) throws IOException;
    }

    private final ServerSocket listener;
    private final Conversation conversation;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();

    public HostileServer(Conversation conversation) {
        this(plainListener(), conversation);
    }

    public HostileServer(ServerSocket listener, Conversation conversation) {
        this.listener = listener;
        this.conversation = conversation;
        daemon(this::acceptAll);
    }

    /** Reads a request and sends the same for each, over and over. */
    public static HostileServer answering(String answer) {
        return new HostileServer(sending(answer));
    }

    public static Conversation sending(String answer) {
        return connection -> {
            while (!connection.readRequest().isEmpty()) {
                connection.send(answer);
            }
        };
    }

    public static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    public static String redirect(int code, String location) {
        return "HTTP/1.1 " + code + " Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
    }

    /** On the loopback's other address. */
    public static HostileServer onIpv6(Conversation conversation) throws IOException {
        return new HostileServer(new ServerSocket(0, 50, InetAddress.getByName("::1")), conversation);
    }

    /** Notes what comes first, up to so many bytes, as a request, and closes. */
    public static HostileServer reading(int bytes) {
        return new HostileServer(connection -> {
            connection.noteFirst(bytes);
            connection.close();
        });
    }

    private static ServerSocket plainListener() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/health";
    }

    /** The heads of the requests that came. */
    public List<String> requests() {
        return requests;
    }

    public int accepted() {
        return sockets.size();
    }

    /** Connections that the client closed. */
    public int left() {
        return left.get();
    }

    /** Bytes that the kernel took from us. */
    public long written() {
        return written.get();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try {
            conversation.hold(new Connection(socket));
            socket.setSoTimeout(0);
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                // Whatever it says.
            }
        } catch (IOException gone) {
            // So it left.
        }
        left.incrementAndGet();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "hostile-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : new ArrayList<>(sockets)) {
            socket.close();
        }
    }

    /** The server's end of one connection. */
    public final class Connection {
        private final Socket socket;

        private Connection(Socket socket) {
            this.socket = socket;
        }

        /** A request's head, after which its body (if it names a length) is read; empty if the client left. */
        public String readRequest() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    return "";
                }
                head.write(b);
            }
            String text = head.toString(StandardCharsets.ISO_8859_1);
            for (String line : text.split("\r\n")) {
                if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                    byte[] body =
                            in.readNBytes(Integer.parseInt(line.substring(15).strip()));
                    text += new String(body, StandardCharsets.UTF_8);
                }
            }
            requests.add(text);
            return text;
        }

        private void noteFirst(int bytes) throws IOException {
            byte[] first = new byte[bytes];
            int count = socket.getInputStream().read(first);
            requests.add(new String(first, 0, count, StandardCharsets.ISO_8859_1));
        }

        public void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            written.addAndGet(bytes.length);
        }

        /** Sends one byte each 100 ms until the client leaves. */
        public void drip(String text) throws IOException {
            socket.setSoTimeout(100);
            for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
                send(new byte[] {b});
                try {
                    if (socket.getInputStream().read() < 0) {
                        throw new IOException("the client left");
                    }
                } catch (SocketTimeoutException next) {
                    // The next byte.
                }
            }
        }

        public void close() throws IOException {
            socket.close();
        }

        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
