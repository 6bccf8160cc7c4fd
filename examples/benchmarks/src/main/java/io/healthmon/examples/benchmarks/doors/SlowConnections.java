package io.healthmon.examples.benchmarks.doors;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/** So many connections that send a header a second, and never the end of them; who is cut comes again. */
record SlowConnections(int count) implements Attack {

    private static final byte[] BEGIN =
            "GET /api/health/status HTTP/1.1\r\nHost: localhost\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DRIP = "X-Slow: x\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long ROUND_MILLIS = 1_000;

    @Override
    public void run(int port, long until, Tally tally) throws InterruptedException {
        Queue<SocketChannel> open = new ArrayDeque<>();
        while (System.nanoTime() - until < 0) {
            while (open.size() < count) {
                try {
                    SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
                    channel.configureBlocking(false);
                    channel.write(ByteBuffer.wrap(BEGIN));
                    open.add(channel);
                    tally.count("opened");
                } catch (IOException e) {
                    tally.count("refused");
                    break;
                }
            }
            Thread.sleep(ROUND_MILLIS);
            open.removeIf(channel -> cut(channel, tally));
        }
        for (SocketChannel channel : open) {
            close(channel);
        }
    }

    private static boolean cut(SocketChannel channel, Tally tally) {
        try {
            if (channel.read(ByteBuffer.allocate(512)) >= 0) {
                channel.write(ByteBuffer.wrap(DRIP));
                return false;
            }
        } catch (IOException reset) {
            tally.count("reset");
            close(channel);
            return true;
        }
        tally.count("cut");
        close(channel);
        return true;
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
