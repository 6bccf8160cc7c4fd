package io.healthmon.javalin.auth;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A thread for what no request should wait for. */
final class Errands {

    private static final Duration IDLE = Duration.ofSeconds(10);

    private Errands() {}

    /** A thread of this name. Needs no close: without work it ends by itself. More than {@code waiting} tasks are refused. */
    static ThreadPoolExecutor thread(String name, int waiting) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
