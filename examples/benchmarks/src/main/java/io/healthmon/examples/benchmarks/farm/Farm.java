package io.healthmon.examples.benchmarks.farm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Many health endpoints in one process, answered by one or two threads: {@code http://<endpoint>/<behaviour>/<service>} on any
 * of its endpoints. It counts what it serves. Listens on loopback addresses only. Thread-safe.
 */
public final class Farm implements AutoCloseable {

    /** As the kernel's own limit is by default. */
    private static final int BACKLOG = 4_096;

    private final Ledger ledger = new Ledger();
    private final Arrivals arrivals = new Arrivals();
    private final List<FarmLoop> loops = new ArrayList<>();
    private final List<String> endpoints = new ArrayList<>();
    private final SocketChannel refusing;

    private Farm(FarmOptions options, FarmListener listener) throws IOException {
        refusing = SocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        for (int i = 0; i < options.threads(); i++) {
            loops.add(new FarmLoop(ledger, arrivals, options.keepAlive(), options.numbered(), listener));
        }
        for (int i = 0; i < options.sockets(); i++) {
            InetAddress address =
                    InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (1 + i % options.addresses())});
            ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(address, 0), BACKLOG);
            loops.get(i % options.threads()).listen(server);
            endpoints.add(text((InetSocketAddress) server.getLocalAddress()));
        }
    }

    /**
     * Starts to serve.
     *
     * @throws IOException if the sockets cannot be had
     */
    public static Farm start(FarmOptions options) throws IOException {
        return start(options, FarmListener.NONE);
    }

    /**
     * Starts to serve, with a listener.
     *
     * @throws IOException if the sockets cannot be had
     */
    public static Farm start(FarmOptions options, FarmListener listener) throws IOException {
        Farm farm = new Farm(options, listener);
        farm.loops.forEach(FarmLoop::start);
        return farm;
    }

    /** Where it listens: {@code 127.0.0.1:40001}. */
    public List<String> endpoints() {
        return List.copyOf(endpoints);
    }

    /** An endpoint that refuses connections, for as long as the farm lasts. */
    public String refusing() throws IOException {
        return text((InetSocketAddress) refusing.getLocalAddress());
    }

    /** What it was asked and served so far. */
    public FarmLedger ledger() {
        return new FarmLedger(ledger.snapshot());
    }

    /** How many requests came in each 100 ms since the first one. */
    public int[] arrivals() {
        return arrivals.snapshot();
    }

    @Override
    public void close() throws IOException {
        for (FarmLoop loop : loops) {
            loop.close();
        }
        refusing.close();
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
