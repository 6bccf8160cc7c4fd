package io.healthmon.internal;

import io.healthmon.check.CheckerContext.StorePing;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.SystemTimers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The engine that runs for real: the system's clocks and a handful of named daemon threads, which it owns. */
final class SystemEngine {

    private static final int MAX_WAITING_EVENTS = 10_000;

    /** Futures of callers whose code runs, or blocks, at once; those of others wait. */
    private static final int CALLER_THREADS = 16;

    private final SystemTimers timers = new SystemTimers("healthmon-timer");
    private final ExecutorService store = single("healthmon-store-");
    private final ExecutorService disk = single("healthmon-spool-");
    private final ExecutorService maintenance = single("healthmon-maintenance-");
    private final ExecutorService events = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING_EVENTS),
            Workers.daemons("healthmon-events-"));
    private final ExecutorService callers = callers();
    private final List<ExecutorService> channels = new CopyOnWriteArrayList<>();
    private final MonitorCheckerContext context;
    private final Engine engine;

    SystemEngine(StorePing ownStore, OutboundDoor door) {
        MonitorClock clock = MonitorClock.system();
        Pulse pulse = new Pulse(clock, timers);
        context = new MonitorCheckerContext(clock, timers, ownStore, door, pulse);
        Executor work = context.following();
        pulse.watch(work);
        engine = new Engine(
                clock,
                timers,
                work,
                new InTurn(work),
                store,
                disk,
                maintenance,
                events,
                callers,
                this::channel,
                () -> ThreadLocalRandom.current().nextDouble(),
                context::checker,
                pulse);
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

    private Executor channel(String name) {
        ExecutorService thread = single("healthmon-channel-" + name + "-");
        channels.add(thread);
        return thread;
    }

    /** Once it is closed, the future completes on the thread that completes it: none is left that could be held up. */
    private static ExecutorService callers() {
        ThreadPoolExecutor callers = new ThreadPoolExecutor(
                CALLER_THREADS,
                CALLER_THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Workers.daemons("healthmon-callers-"),
                (task, closed) -> task.run());
        callers.allowCoreThreadTimeOut(true);
        return callers;
    }

    /** Ends the threads; those that have not ended by the deadline are interrupted and left. */
    void close(Deadline deadline) {
        timers.close();
        context.close();
        List<ExecutorService> executors = new ArrayList<>(List.of(store, disk, maintenance, events, callers));
        // What they send now is sent again by the same key after the next start.
        channels.forEach(ExecutorService::shutdownNow);
        executors.addAll(channels);
        executors.forEach(ExecutorService::shutdown);
        // It may have much to do, and goes on with it after the next start.
        maintenance.shutdownNow();
        try {
            for (ExecutorService executor : executors) {
                if (!executor.awaitTermination(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                    executor.shutdownNow();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
