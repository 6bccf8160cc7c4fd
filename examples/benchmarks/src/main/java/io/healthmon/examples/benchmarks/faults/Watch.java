package io.healthmon.examples.benchmarks.faults;

import io.healthmon.examples.benchmarks.rig.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Asks the API again and again, on two threads: what memory must answer, and what only the database can. Thread-safe. */
final class Watch implements AutoCloseable {

    private static final long PAUSE_NANOS = 200_000_000;

    private final Api api;
    private final List<String> fromMemory;
    private final List<String> fromStore;
    private final List<Sample> samples = new ArrayList<>();
    private final ReentrantReadWriteLock up = new ReentrantReadWriteLock();
    private final List<Thread> threads;
    private volatile boolean closed;

    /** What is asked of memory, and of the store. */
    enum Source {
        MEMORY,
        STORE
    }

    /**
     * An answer.
     *
     * @param from when it was asked, by {@link System#nanoTime()}
     * @param to when it came
     */
    record Sample(Source source, String path, long from, long to, Api.Answer answer) {}

    /** Begins suspended. */
    Watch(Api api, String service) {
        this.api = api;
        fromMemory = List.of("/api/health/status", "/api/health/summary", "/api/health/alerts");
        fromStore = List.of("/api/health/history?limit=10&service=" + service, "/api/health/uptime/" + service);
        suspend();
        threads = List.of(thread(Source.MEMORY, fromMemory), thread(Source.STORE, fromStore));
    }

    private Thread thread(Source source, List<String> paths) {
        Thread thread = new Thread(() -> ask(source, paths), "watch");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void ask(Source source, List<String> paths) {
        while (!closed) {
            for (String path : paths) {
                Lock lock = up.readLock();
                lock.lock();
                try {
                    long from = System.nanoTime();
                    Api.Answer answer = api.get(path);
                    add(new Sample(source, path, from, System.nanoTime(), answer));
                } finally {
                    lock.unlock();
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private synchronized void add(Sample sample) {
        samples.add(sample);
    }

    /** Asks no more, and returns when nothing is asked; on the thread that resumes. */
    void suspend() {
        up.writeLock().lock();
    }

    /** Asks again. */
    void resume() {
        up.writeLock().unlock();
    }

    /** What came so far. */
    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        closed = true;
        while (up.isWriteLockedByCurrentThread()) {
            resume();
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
