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
        try {
            threads.execute(() -> run(work));
        } catch (RejectedExecutionException full) {
            // Interrupted before it starts, it does no more than close its connection.
            Thread.currentThread().interrupt();
            try {
                work.run();
            } finally {
                Thread.interrupted();
            }
        }
    }

    void close() {
        threads.shutdownNow();
    }

    /** The time counts from here: what an exchange waited for a thread is not its client's doing. */
    private void run(Runnable work) {
        Exchange exchange = new Exchange(Thread.currentThread());
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        done.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS).whenComplete((finished, late) -> {
            if (late != null) {
                exchange.interrupt();
            }
        });
        try {
            work.run();
        } finally {
            exchange.end();
            done.complete(null);
        }
    }

    /** A thread while it is one exchange's. It goes on to another, which this one's interruption must not reach. */
    private static final class Exchange {
        private final Thread worker;
        private boolean ended;

        Exchange(Thread worker) {
            this.worker = worker;
        }

        synchronized void interrupt() {
            if (!ended) {
                worker.interrupt();
            }
        }

        synchronized void end() {
            ended = true;
            Thread.interrupted();
        }
    }
}
