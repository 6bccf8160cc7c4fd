package io.healthmon.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time, in the order given, on the threads of another executor: each sees what those before it did, as if
 * all ran on one thread. A burst takes one of these threads once. A task that throws is logged and harms no other.
 */
final class InTurn implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(InTurn.class);

    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** Tasks that have not ended; who makes it one sees to them all, until it is none. */
    private final AtomicLong open = new AtomicLong();

    /**
     * Makes one.
     *
     * @param threads never refuses
     */
    InTurn(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (open.getAndIncrement() == 0) {
            threads.execute(this::run);
        }
    }

    private void run() {
        do {
            try {
                tasks.remove().run();
            } catch (Throwable t) {
                LOG.error("a task failed; those behind it go on", t);
            }
        } while (open.decrementAndGet() > 0);
    }
}
