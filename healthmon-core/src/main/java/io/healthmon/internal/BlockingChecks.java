package io.healthmon.internal;

import io.healthmon.check.CheckRequest;
import io.healthmon.check.Observation;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs work that blocks, interrupts it when its check is over, and takes a service out of service whose work ignored the
 * interruption three times: each such call still holds a thread, and a fourth would not end either. It comes back by itself
 * when one of them ends.
 */
final class BlockingChecks {

    /** Threads that one service may hold against their interruption. */
    static final int MAX_STUCK = 3;

    private final Executor threads;
    private final Map<String, Integer> stuck = new ConcurrentHashMap<>();

    BlockingChecks(Executor threads) {
        this.threads = threads;
    }

    /** Services whose work is suspended now. */
    long suspended() {
        return stuck.values().stream().filter(count -> count >= MAX_STUCK).count();
    }

    CompletionStage<Observation> run(CheckRequest request, Callable<Observation> work) {
        if (stuck.getOrDefault(request.service(), 0) >= MAX_STUCK) {
            return CompletableFuture.completedFuture(Observation.Failure.unknown(
                    Reason.CHECKER_SUSPENDED,
                    "the check is suspended: it ignored interruption " + MAX_STUCK
                            + " times and still holds as many threads; it resumes when one of them ends",
                    Timings.NONE));
        }
        Call call = new Call(request.service(), work);
        try {
            threads.execute(call);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.completedFuture(
                    new Observation.MonitorFault("no free thread: too many checks block at once"));
        }
        request.onCancel(call::interrupt);
        return call.result;
    }

    /** One call of blocking work on its thread. */
    private final class Call implements Runnable {
        private final String service;
        private final Callable<Observation> work;
        private final CompletableFuture<Observation> result = new CompletableFuture<>();
        private final Object lock = new Object();
        private @Nullable Thread thread;
        private boolean cancelled;
        private final AtomicBoolean counted = new AtomicBoolean();

        Call(String service, Callable<Observation> work) {
            this.service = service;
            this.work = work;
        }

        @Override
        public void run() {
            synchronized (lock) {
                if (cancelled) {
                    return;
                }
                thread = Thread.currentThread();
            }
            try {
                result.complete(work.call());
            } catch (Throwable t) {
                result.completeExceptionally(t);
            } finally {
                synchronized (lock) {
                    thread = null;
                    // The interrupt was this call's; the pool's next task must not inherit it.
                    Thread.interrupted();
                }
                if (counted.get()) {
                    stuck.computeIfPresent(service, (name, count) -> count == 1 ? null : count - 1);
                }
            }
        }

        void interrupt() {
            synchronized (lock) {
                cancelled = true;
                if (thread == null) {
                    return;
                }
                // Counted until it ends: one that heeds the interruption is off the books long before its next slot.
                counted.set(true);
                stuck.merge(service, 1, Integer::sum);
                thread.interrupt();
            }
        }
    }
}
