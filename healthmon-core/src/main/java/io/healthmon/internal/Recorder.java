package io.healthmon.internal;

import io.healthmon.store.RecordedState;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.Step;
import io.healthmon.store.Store;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoreStatus;
import io.healthmon.store.StoreWriter;
import io.healthmon.store.UptimeReader.HourlyCounts;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings steps to the store: in batches, in order, each once. While the store is away they wait in {@link StepQueue}, and the
 * batch under way is given again, unchanged, until it is answered. All work runs on one thread that may block.
 */
final class Recorder {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    static final int MAX_BATCH = 1_000;
    static final Duration LINGER = Duration.ofMillis(200);
    private static final Duration FIRST_RETRY = Duration.ofMillis(250);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);
    private static final Duration DAY = Duration.ofHours(25);

    /** What was recorded before this monitor started. */
    record Opened(List<RecordedState> states, List<HourlyCounts> hours) {}

    private final Store store;
    private final MonitorClock clock;
    private final Timers timers;
    private final Executor thread;
    private final StepQueue queue;
    private final Batches batches;
    private final Counters counters;
    private final Consumer<Opened> onOpened;
    private final Consumer<RecordedStep> onRecorded;
    private final Runnable onTakenOver;

    /** One drain waits for the thread at most, however many ask: the store may hold the thread for long. */
    private final AtomicBoolean woken = new AtomicBoolean();

    // Only on the thread.
    private @Nullable StoreWriter writer;
    private Duration retry = FIRST_RETRY;
    private boolean retrying;
    private boolean ended;

    private volatile StoreStatus status =
            new StoreStatus(StoreStatus.State.AWAY, Optional.empty(), Optional.of("not yet connected"));

    Recorder(
            Store store,
            MonitorClock clock,
            Timers timers,
            Executor thread,
            StepQueue queue,
            Counters counters,
            Consumer<Opened> onOpened,
            Consumer<RecordedStep> onRecorded,
            Runnable onTakenOver) {
        this.store = store;
        this.clock = clock;
        this.timers = timers;
        this.thread = thread;
        this.queue = queue;
        this.batches = new Batches(queue);
        this.counters = counters;
        this.onOpened = onOpened;
        this.onRecorded = onRecorded;
        this.onTakenOver = onTakenOver;
    }

    StoreStatus status() {
        return status;
    }

    /**
     * Opens the store for the first time; while it is away, tries again by itself.
     *
     * @throws StoreException.Unusable if trying again would not help
     */
    void open() {
        try {
            tryOpen();
        } catch (StoreException.Unavailable away) {
            away(away);
        }
    }

    /** Takes a step. At once if it has a transition or someone waits for it; with others, shortly, if not. */
    void offer(Step step) {
        switch (queue.add(step)) {
            case URGENT -> wake();
            case FIRST -> timers.after(LINGER, this::wake);
            case LATER -> {}
        }
    }

    /** Completes when everything offered so far is recorded; exceptionally once nothing is recorded any more. */
    CompletableFuture<Void> flush() {
        CompletableFuture<Void> done = queue.whenDrained();
        wake();
        return done;
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                thread.execute(() -> {
                    // Before the drain: who offers a step while it ends must be able to ask for the next.
                    woken.set(false);
                    drain();
                });
            } catch (RejectedExecutionException closed) {
                LOG.debug("closed: what still waits for the store is given up");
            }
        }
    }

    private void drain() {
        if (retrying || ended) {
            return;
        }
        try {
            if (writer == null) {
                tryOpen();
            }
            StoreWriter open = writer;
            while (open != null) {
                List<Step> batch = batches.next();
                if (batch.isEmpty()) {
                    return;
                }
                commit(open, batch);
            }
        } catch (StoreException.Fenced fenced) {
            takenOver(fenced);
        } catch (StoreException away) {
            away(away);
        } catch (Throwable t) {
            LOG.error("recording failed unexpectedly", t);
            away(new StoreException.Unavailable(
                    "recording failed: " + t.getClass().getSimpleName(), t));
        }
    }

    private void commit(StoreWriter open, List<Step> batch) {
        try {
            List<RecordedStep> recorded = open.commit(batch);
            reachable();
            try {
                recorded.forEach(onRecorded);
            } finally {
                batches.done();
            }
        } catch (StoreException.Refused refused) {
            if (batch.size() > 1) {
                batches.halve();
                return;
            }
            LOG.error(
                    "{}: the store refuses this step for ever, it is given up",
                    batch.get(0).service(),
                    refused);
            counters.droppedSteps.increment();
            batches.done();
        }
    }

    private void tryOpen() {
        StoreWriter opened = store.openWriter();
        Opened before =
                new Opened(opened.states(), store.hourlyCounts(clock.wall().minus(DAY)));
        writer = opened;
        reachable();
        onOpened.accept(before);
    }

    private void reachable() {
        retry = FIRST_RETRY;
        if (status.state() != StoreStatus.State.REACHABLE) {
            status.since().ifPresent(since -> LOG.info("the store is back, away since {}", since));
            status = new StoreStatus(StoreStatus.State.REACHABLE, Optional.of(clock.wall()), Optional.empty());
        }
    }

    private void away(StoreException problem) {
        if (status.state() != StoreStatus.State.AWAY || status.since().isEmpty()) {
            LOG.warn("the store is away, results wait in memory: {}", problem.getMessage());
            status = new StoreStatus(
                    StoreStatus.State.AWAY, Optional.of(clock.wall()), Optional.of("the store does not answer"));
        }
        retrying = true;
        timers.after(
                retry,
                () -> thread.execute(() -> {
                    retrying = false;
                    drain();
                }));
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : doubled;
    }

    private void takenOver(StoreException.Fenced fenced) {
        LOG.error("another monitor has taken over this store; this one stops: {}", fenced.getMessage());
        Instant now = clock.wall();
        status = new StoreStatus(
                StoreStatus.State.TAKEN_OVER,
                Optional.of(now),
                Optional.of("another monitor has taken over this store"));
        ended = true;
        queue.close(fenced);
        onTakenOver.run();
    }

    /** Steps that wait, the batch under way included. */
    long waiting() {
        return queue.waiting();
    }

    /** A last try, without waiting for the next retry; then no more. Only on the thread. */
    void finish() {
        retrying = false;
        drain();
        ended = true;
    }

    /** Nothing more is recorded: tells those who wait for it. */
    void close(RuntimeException why) {
        queue.close(why);
    }
}
