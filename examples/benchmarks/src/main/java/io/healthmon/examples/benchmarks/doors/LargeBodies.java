package io.healthmon.examples.benchmarks.doors;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A body of a gigabyte, in chunks or announced, over and over. */
final class LargeBodies implements Attack {

    private static final long SIZE = 1L << 30;
    private static final int PIECE = 64 * 1024;
    private static final int PATIENCE_MILLIS = 10_000;

    @Override
    public void run(int port, long until, Tally tally) {
        boolean chunked = false;
        while (System.nanoTime() - until < 0) {
            chunked = !chunked;
            tally.count(send(port, chunked));
        }
    }

    private static String send(int port, boolean chunked) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/health/silences HTTP/1.1\r\nHost: localhost\r\n"
                            + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + SIZE) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String ended = "sent whole";
            try {
                byte[] head = (Integer.toHexString(PIECE) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                for (long sent = 0; sent < SIZE; sent += PIECE) {
                    if (chunked) {
                        out.write(head);
                    }
                    out.write(new byte[PIECE]);
                    if (chunked) {
                        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                    if (socket.getInputStream().available() > 0) {
                        ended = "answered " + code(socket.getInputStream());
                        break;
                    }
                }
            } catch (IOException cut) {
                ended = "cut";
            }
            return ended;
        } catch (IOException e) {
            return "refused";
        }
    }

    private static String code(InputStream in) throws IOException {
        String line = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
        return line.substring(line.length() - 3);
    }
}
