package io.healthmon.javalin.auth.login;

import io.healthmon.javalin.wire.Problem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where passwords are hashed: two at a time, since each takes a core and 19 MiB; a few wait, and the rest is sent away. Login providers are
 * asked so too. Off the server's threads, so that those who want to log in keep nobody from asking. Needs no close: threads without work end by themselves.
 */
final class Hashing {

    private static final int AT_ONCE = 2;
    private static final int WAITING = 16;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Executor executor;

    /** On threads of this name. */
    Hashing(String name) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                AT_ONCE, AT_ONCE, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        executor = threads;
    }

    /** Has {@code work} done; a 429 if too many wait. */
    <T> CompletableFuture<T> run(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, executor);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedFuture(
                    Problem.of(429, "Too many people log in at once; try again in a second.", "Retry-After", "1"));
        }
    }
}
