package io.healthmon.internal;

import io.healthmon.check.CheckerContext.StorePing;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.SystemTimers;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The engine that runs for real: the system's clocks and a handful of named daemon threads, which it owns. */
final class SystemEngine implements AutoCloseable {

    private static final int MAX_WAITING_EVENTS = 10_000;

    private final SystemTimers timers = new SystemTimers("healthmon-timer");
    private final ExecutorService fold = single("healthmon-fold-");
    private final ExecutorService store = single("healthmon-store-");
    private final ExecutorService maintenance = single("healthmon-maintenance-");
    private final ExecutorService events = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING_EVENTS),
            Workers.daemons("healthmon-events-"));
    private final MonitorCheckerContext context;
    private final Engine engine;

    SystemEngine(StorePing ownStore) {
        MonitorClock clock = MonitorClock.system();
        context = new MonitorCheckerContext(clock, timers, ownStore);
        engine = new Engine(
                clock,
                timers,
                context.executor(),
                fold,
                store,
                maintenance,
                events,
                new CompletableFuture<>().defaultExecutor(),
                context::checker);
    }

    Engine engine() {
        return engine;
    }

    long suspended() {
        return context.suspended();
    }

    private static ExecutorService single(String name) {
        return Executors.newSingleThreadExecutor(Workers.daemons(name));
    }

    @Override
    public void close() {
        timers.close();
        context.close();
        fold.shutdown();
        store.shutdown();
        maintenance.shutdown();
        events.shutdown();
        try {
            long deadline = engine.clock().nanos() + Duration.ofSeconds(2).toNanos();
            for (ExecutorService executor : new ExecutorService[] {fold, store, maintenance, events}) {
                long left = Math.max(0, deadline - engine.clock().nanos());
                if (!executor.awaitTermination(left, TimeUnit.NANOSECONDS)) {
                    executor.shutdownNow();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
