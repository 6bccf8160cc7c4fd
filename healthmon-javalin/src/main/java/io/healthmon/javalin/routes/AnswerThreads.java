package io.healthmon.javalin.routes;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of answers that come later: few, of our own, so that the application's common pool has nothing to do with them. */
final class AnswerThreads {

    private static final int THREADS = 4;
    private static final int WAITING = 1_000;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private AnswerThreads() {}

    /** Threads of this name. Needs no close: threads without work end by themselves. More than 1,000 waiting tasks are refused. */
    static Executor make(String name) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
