package io.healthmon.examples.benchmarks.farm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.PriorityQueue;

/** One selector and the thread that serves its sockets. What it holds is touched by that thread only, once it runs. */
final class FarmLoop implements AutoCloseable {

    private static final int READ_BUFFER = 16 * 1024;
    private static final long PAUSE_NANOS = 1_000_000_000;

    private final Selector selector = Selector.open();
    private final Arrivals arrivals;
    private final FarmListener listener;
    private final Routes routes;
    private final Answers answers;
    private final boolean keepAlive;
    private final ByteBuffer input = ByteBuffer.allocateDirect(READ_BUFFER);
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Thread thread = new Thread(this::run, "farm");
    private volatile boolean closed;

    private record Timer(long due, Runnable action) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return Long.compare(due - other.due, 0);
        }
    }

    FarmLoop(Ledger ledger, Arrivals arrivals, boolean keepAlive, boolean numbered, FarmListener listener)
            throws IOException {
        this.arrivals = arrivals;
        this.listener = listener;
        this.keepAlive = keepAlive;
        routes = new Routes(ledger);
        answers = new Answers(keepAlive, numbered);
        thread.setDaemon(true);
    }

    /** Before {@link #start}. */
    void listen(ServerSocketChannel server) throws IOException {
        server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    }

    void start() {
        thread.start();
    }

    Routes routes() {
        return routes;
    }

    Answers answers() {
        return answers;
    }

    FarmListener listener() {
        return listener;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    void arrived() {
        arrivals.count(System.nanoTime());
    }

    /** Calls {@code action} on this thread, later. */
    void after(long nanos, Runnable action) {
        timers.add(new Timer(System.nanoTime() + nanos, action));
    }

    private void run() {
        while (!closed) {
            try {
                selector.select(this::handle, untilNextTimer());
                fireTimers();
            } catch (IOException e) {
                throw new IllegalStateException("the farm's selector failed", e);
            }
        }
    }

    /** In milliseconds; zero, where none waits, means without limit. */
    private long untilNextTimer() {
        Timer next = timers.peek();
        return next == null ? 0 : Math.max(1, (next.due() - System.nanoTime() + 999_999) / 1_000_000);
    }

    private void fireTimers() {
        long now = System.nanoTime();
        for (Timer next = timers.peek(); next != null && next.due() - now <= 0; next = timers.peek()) {
            timers.remove().action().run();
        }
    }

    private void handle(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.isAcceptable()) {
            acceptAll(key);
        } else {
            ((Visit) key.attachment()).ready(input);
        }
    }

    private void acceptAll(SelectionKey listening) {
        ServerSocketChannel server = (ServerSocketChannel) listening.channel();
        try {
            for (SocketChannel client = server.accept(); client != null; client = server.accept()) {
                client.configureBlocking(false);
                SelectionKey key = client.register(selector, SelectionKey.OP_READ);
                key.attach(new Visit(this, client, key));
            }
        } catch (IOException e) {
            // Out of file handles, most likely: whoever knocks waits in the queue meanwhile.
            System.err.println("farm: no connection is accepted for a second: " + e.getMessage());
            listening.interestOps(0);
            after(PAUSE_NANOS, () -> listening.interestOps(SelectionKey.OP_ACCEPT));
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
