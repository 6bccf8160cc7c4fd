package io.healthmon.examples.homelab;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A simulated service on its port. Hanging, it accepts connections and parks them, without a thread each, until the mode
 * changes; then they are served, as a process's are that was stopped and goes on. Refusing, its port is closed and so are its
 * connections. Thread-safe.
 */
final class SwitchablePort implements AutoCloseable {

    private static final int THREADS = 32;
    private static final int MAX_CONNECTIONS = 1_000;
    private static final int IDLE_MILLIS = 30_000;

    private final SimulatedService service;
    private final ExecutorService threads;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Queue<Socket> parked = new ConcurrentLinkedQueue<>();
    private final ReentrantLock switching = new ReentrantLock();
    private final LoopbackPort port;

    SwitchablePort(SimulatedService service, int wanted) throws IOException {
        this.service = service;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "homelab-" + service.name() + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.port = new LoopbackPort(service.name(), wanted, this::admit);
    }

    int number() {
        return port.number();
    }

    /**
     * Switches. When it returns, the service behaves so.
     *
     * @throws IOException if another process took the port while it was closed
     */
    void set(Mode mode) throws IOException {
        switching.lock();
        try {
            service.gate().set(mode);
            if (mode == Mode.REFUSING) {
                shut();
                return;
            }
            port.open();
            if (mode != Mode.HANGING) {
                serveParked();
            }
        } finally {
            switching.unlock();
        }
    }

    @Override
    public void close() {
        switching.lock();
        try {
            service.gate().set(Mode.REFUSING);
            shut();
            port.close();
            threads.shutdownNow();
        } finally {
            switching.unlock();
        }
        service.close();
    }

    private void shut() {
        port.shut();
        connections.forEach(LoopbackPort::closeQuietly);
        connections.clear();
        parked.clear();
    }

    /** Parks first and looks at the mode then, so that a switch in between is seen by one side or the other. */
    private void admit(Socket connection) {
        if (connections.size() == MAX_CONNECTIONS) {
            LoopbackPort.closeQuietly(connection);
            return;
        }
        connections.add(connection);
        parked.add(connection);
        if (service.gate().mode() != Mode.HANGING) {
            serveParked();
        }
    }

    private void serveParked() {
        for (Socket next = parked.poll(); next != null; next = parked.poll()) {
            Socket connection = next;
            try {
                threads.execute(() -> serve(connection));
            } catch (RejectedExecutionException closing) {
                drop(connection);
            }
        }
    }

    private void serve(Socket connection) {
        try {
            connection.setSoTimeout(IDLE_MILLIS);
            connection.setTcpNoDelay(true);
            service.converse(new BufferedInputStream(connection.getInputStream()), connection.getOutputStream());
        } catch (IOException clientLeftOrPortClosed) {
            // Either way the conversation is over.
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            drop(connection);
        }
    }

    private void drop(Socket connection) {
        connections.remove(connection);
        LoopbackPort.closeQuietly(connection);
    }
}
