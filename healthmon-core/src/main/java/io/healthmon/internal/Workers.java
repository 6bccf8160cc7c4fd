package io.healthmon.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that checks run on: a few for short work, and one each for work that blocks: a virtual thread where the JVM
 * has them, else one of a bounded number of platform threads.
 */
final class Workers implements AutoCloseable {

    /** Work that blocks at once on a JVM without virtual threads; the next is refused, which is a monitor fault. */
    static final int MAX_PLATFORM_THREADS = 512;

    private final ExecutorService shortWork;
    private final ExecutorService blockingWork;

    Workers() {
        shortWork = Executors.newFixedThreadPool(
                Math.max(2, Runtime.getRuntime().availableProcessors()), daemons("healthmon-work-"));
        ExecutorService virtual = virtualThreads();
        blockingWork = virtual != null
                ? virtual
                : new ThreadPoolExecutor(
                        0,
                        MAX_PLATFORM_THREADS,
                        30,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        daemons("healthmon-check-"));
    }

    /** For work that does not block. Never refuses until closed. */
    Executor shortWork() {
        return shortWork;
    }

    /** For work that blocks. Throws {@link java.util.concurrent.RejectedExecutionException} if no thread is free. */
    Executor blockingWork() {
        return blockingWork;
    }

    static ThreadFactory daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
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
        shortWork.shutdown();
        try {
            if (!shortWork.awaitTermination(Duration.ofSeconds(1).toMillis(), TimeUnit.MILLISECONDS)) {
                shortWork.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
