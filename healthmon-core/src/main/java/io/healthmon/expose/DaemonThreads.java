package io.healthmon.expose;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Small pools that never keep a JVM alive and cost nothing while idle. */
final class DaemonThreads {

    private static final int QUEUE = 256;

    private DaemonThreads() {}

    /** At most {@code size} threads, named {@code name-1} and on, and a bounded queue; rejects what is beyond. */
    static ThreadPoolExecutor pool(String name, int size) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
