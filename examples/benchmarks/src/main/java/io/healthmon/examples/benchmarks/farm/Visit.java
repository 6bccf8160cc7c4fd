package io.healthmon.examples.benchmarks.farm;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One connection: reads a request's head, answers as its path says, and reads the next or closes. On its loop's thread. */
final class Visit {

    private static final int MAX_REQUEST = 16 * 1024;
    private static final long DRIP_NANOS = 100_000_000;
    private static final ByteBuffer DROP = ByteBuffer.wrap(new byte[] {' '});

    private final FarmLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private byte[] request = new byte[512];
    private int length;
    private boolean answering;
    private boolean last;
    private @Nullable ByteBuffer output;
    private Ledger.@Nullable Page page;
    private long number;

    Visit(FarmLoop loop, SocketChannel channel, SelectionKey key) {
        this.loop = loop;
        this.channel = channel;
        this.key = key;
    }

    void ready(ByteBuffer input) {
        try {
            if (key.isWritable()) {
                flush();
            }
            if (key.isValid() && key.isReadable()) {
                read(input);
            }
        } catch (IOException gone) {
            end();
        }
    }

    private void read(ByteBuffer input) throws IOException {
        input.clear();
        int count = channel.read(input);
        if (count < 0) {
            end();
            return;
        }
        input.flip();
        if (length + count > MAX_REQUEST) {
            end();
            return;
        }
        if (length + count > request.length) {
            request = Arrays.copyOf(request, Math.max(request.length * 2, length + count));
        }
        input.get(request, length, count);
        length += count;
        if (!answering && complete()) {
            answer();
        }
    }

    private boolean complete() {
        return length >= 4
                && request[length - 1] == '\n'
                && request[length - 2] == '\r'
                && request[length - 3] == '\n'
                && request[length - 4] == '\r';
    }

    private void answer() throws IOException {
        loop.arrived();
        answering = true;
        last = !loop.keepAlive() || saysClose();
        Routes.Route route = loop.routes().of(request, length).orElse(null);
        length = 0;
        if (route == null) {
            page = null;
            send(loop.answers().notFound());
            return;
        }
        Ledger.Page itsPage = route.page();
        page = itsPage;
        number = itsPage.ask();
        switch (route.behaviour().kind()) {
            case HEALTHY ->
                send(
                        loop.listener().degraded(itsPage.service())
                                ? loop.answers().degraded(number)
                                : loop.answers().healthy(number));
            case DEGRADED -> send(loop.answers().degraded(number));
            case PLAIN -> send(loop.answers().plain());
            case HUGE -> send(loop.answers().huge());
            case SLOW -> loop.after(route.behaviour().delay().toNanos(), this::sendLate);
            case DRIP -> {
                channel.write(loop.answers().dripHead());
                drip();
            }
            case RESET -> {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                end();
            }
            case HANG -> {
                // Until the client has had enough.
            }
        }
    }

    private boolean saysClose() {
        return new String(request, 0, length, StandardCharsets.US_ASCII)
                .toLowerCase(Locale.ROOT)
                .contains("\r\nconnection: close");
    }

    private void sendLate() {
        if (key.isValid()) {
            try {
                send(loop.answers().healthy(number));
            } catch (IOException gone) {
                end();
            }
        }
    }

    private void drip() {
        if (key.isValid()) {
            try {
                channel.write(DROP.duplicate());
                loop.after(DRIP_NANOS, this::drip);
            } catch (IOException gone) {
                end();
            }
        }
    }

    private void send(ByteBuffer answer) throws IOException {
        output = answer;
        flush();
    }

    private void flush() throws IOException {
        ByteBuffer rest = output;
        if (rest == null) {
            return;
        }
        channel.write(rest);
        if (rest.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            return;
        }
        output = null;
        answering = false;
        if (page != null) {
            page.serve();
            loop.listener().served(page.service(), number);
            page = null;
        }
        if (last) {
            end();
        } else {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private void end() {
        if (page != null) {
            page.breakOff();
            page = null;
        }
        try {
            channel.close();
        } catch (IOException e) {
            key.cancel();
        }
    }
}
