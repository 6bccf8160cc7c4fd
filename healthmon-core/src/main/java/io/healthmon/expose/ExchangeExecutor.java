package io.healthmon.expose;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives each exchange of the JDK's HTTP server only so long. That server reads a request on the exchange's thread, by default
 * without any limit; its connections are interruptible channels, so interrupting the thread closes the connection.
 */
final class ExchangeExecutor implements Executor {

    private final ExecutorService threads;
    private final Duration limit;

    ExchangeExecutor(ExecutorService threads, Duration limit) {
        this.threads = threads;
        this.limit = limit;
    }

    @Override
    public void execute(Runnable work) {
        Exchange exchange = new Exchange(work);
        try {
            threads.execute(exchange);
        } catch (RejectedExecutionException full) {
            // Run out of time already, it does no more than close its connection.
            exchange.expire();
            exchange.run();
            return;
        }
        exchange.done.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS).whenComplete((done, late) -> {
            if (late != null) {
                exchange.expire();
            }
        });
    }

    void close() {
        threads.shutdownNow();
    }

    private static final class Exchange implements Runnable {
        private final Runnable work;
        private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        private @Nullable Thread worker;
        private boolean expired;

        Exchange(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            begin();
            try {
                work.run();
            } finally {
                end();
                done.complete(null);
            }
        }

        synchronized void expire() {
            expired = true;
            if (worker != null) {
                worker.interrupt();
            }
        }

        private synchronized void begin() {
            worker = Thread.currentThread();
            if (expired) {
                worker.interrupt();
            }
        }

        /** The thread goes on to another exchange, which this one's interruption must not reach. */
        private synchronized void end() {
            worker = null;
            Thread.interrupted();
        }
    }
}
