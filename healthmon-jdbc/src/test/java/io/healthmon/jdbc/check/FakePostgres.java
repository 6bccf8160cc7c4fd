package io.healthmon.jdbc.check;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Refuses TLS, then answers every start-up with the same bytes and closes. */
record FakePostgres(ServerSocket socket, Thread thread) implements AutoCloseable {

    static FakePostgres answering(byte[] answer) throws Exception {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    InputStream in = client.getInputStream();
                    if (startup(in) == 80877103) {
                        client.getOutputStream().write('N');
                        startup(in);
                    }
                    client.getOutputStream().write(answer);
                    client.shutdownOutput();
                } catch (java.io.IOException e) {
                    // the client went away, or the test is over
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return new FakePostgres(socket, thread);
    }

    private static int startup(InputStream in) throws java.io.IOException {
        java.nio.ByteBuffer packet = java.nio.ByteBuffer.wrap(in.readNBytes(8));
        int length = packet.getInt();
        int code = packet.getInt();
        in.readNBytes(length - 8);
        return code;
    }

    String at() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    String url() {
        return "postgresql://u@" + at() + "/db";
    }

    @Override
    public void close() throws Exception {
        socket.close();
        thread.join();
    }

    /** An error as a server sends it. */
    static byte[] error(String state, String message) {
        byte[] fields = ("SFATAL\0VFATAL\0C" + state + "\0M" + message + "\0\0").getBytes(StandardCharsets.US_ASCII);
        return java.nio.ByteBuffer.allocate(5 + fields.length)
                .put((byte) 'E')
                .putInt(4 + fields.length)
                .put(fields)
                .array();
    }
}
