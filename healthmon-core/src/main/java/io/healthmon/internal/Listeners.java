package io.healthmon.internal;

import io.healthmon.MonitorListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners, fenced one by one and kept off the monitor's own threads. */
final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<MonitorListener> listeners;
    private final Executor executor;
    private final Counters counters;

    Listeners(List<MonitorListener> listeners, Executor executor, Counters counters) {
        this.listeners = new CopyOnWriteArrayList<>(listeners);
        this.executor = executor;
        this.counters = counters;
    }

    void add(MonitorListener listener) {
        listeners.add(listener);
    }

    void remove(MonitorListener listener) {
        listeners.remove(listener);
    }

    void tell(Consumer<MonitorListener> event) {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            executor.execute(() -> listeners.forEach(listener -> fenced(listener, event)));
        } catch (RejectedExecutionException full) {
            counters.lostEvents.increment();
        }
    }

    private static void fenced(MonitorListener listener, Consumer<MonitorListener> event) {
        try {
            event.accept(listener);
        } catch (Throwable t) {
            LOG.warn("a listener failed: {}", listener.getClass().getName(), t);
        }
    }
}
