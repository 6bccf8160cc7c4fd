package io.healthmon.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The threads that checks run on: a few for short work, and one each for work that blocks. Ours runs on a virtual thread where
 * the JVM has them. What embedders wrote runs on one of a bounded number of platform threads, always: a virtual one that spins
 * or is pinned keeps its carrier, and as many of these as there are processors would stop all the others.
 */
final class Workers implements AutoCloseable {

    /** Work that blocks at once on platform threads; the next is refused, which is a monitor fault. */
    static final int MAX_PLATFORM_THREADS = 512;

    /** How long a close waits for short work to end. */
    private static final Duration LAST_WORK = Duration.ofMillis(500);

    private final ExecutorService shortWork;
    private final ExecutorService blockingWork;
    private final ExecutorService foreignWork;

    Workers() {
        shortWork = Executors.newFixedThreadPool(
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                daemons("healthmon-work-", ShortWorkThread::new));
        foreignWork = new ThreadPoolExecutor(
                0, MAX_PLATFORM_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons("healthmon-check-"));
        ExecutorService virtual = virtualThreads();
        blockingWork = virtual != null ? virtual : foreignWork;
    }

    /** For work that does not block. Never refuses until closed. */
    Executor shortWork() {
        return shortWork;
    }

    /**
     * For short work that follows on other work: on a thread for such it goes on at once, since to wake another costs more than most
     * of it. Never refuses: once closed, it runs where it is given.
     */
    void follow(Runnable work) {
        if (Thread.currentThread() instanceof ShortWorkThread) {
            work.run();
            return;
        }
        try {
            shortWork.execute(work);
        } catch (RejectedExecutionException closed) {
            work.run();
        }
    }

    private static final class ShortWorkThread extends Thread {
        ShortWorkThread(Runnable task, String name) {
            super(task, name);
        }
    }

    /** For work that blocks. Throws {@link java.util.concurrent.RejectedExecutionException} if no thread is free. */
    Executor blockingWork() {
        return blockingWork;
    }

    /** For work that embedders wrote, whatever it does. Refuses likewise. */
    Executor foreignWork() {
        return foreignWork;
    }

    static ThreadFactory daemons(String prefix) {
        return daemons(prefix, Thread::new);
    }

    private static ThreadFactory daemons(String prefix, BiFunction<Runnable, String, Thread> kind) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = kind.apply(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** One jar for 17 and up: the factory is looked up, not linked. */
    private static @Nullable ExecutorService virtualThreads() {
        try {
            MethodHandle factory = MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
            return (ExecutorService) factory.invoke();
        } catch (Throwable olderThan21) {
            return null;
        }
    }

    @Override
    public void close() {
        blockingWork.shutdownNow();
        foreignWork.shutdownNow();
        shortWork.shutdown();
        try {
            if (!shortWork.awaitTermination(LAST_WORK.toMillis(), TimeUnit.MILLISECONDS)) {
                shortWork.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
