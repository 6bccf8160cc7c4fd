package io.healthmon.internal;

import io.healthmon.MonitorClosedException;
import io.healthmon.store.NumberedStep;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings steps to the store: in batches, in order, each once. While the store is away they wait in {@link StepQueue}, and the
 * batch under way is given again, unchanged, until it is answered. All work
 * runs on one thread that may block, but for {@link #open}, which comes before it all.
 */
final class Recorder {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    static final int MAX_BATCH = 1_000;
    static final Duration LINGER = Duration.ofMillis(200);
    private static final Duration FIRST_RETRY = Duration.ofMillis(250);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);
    static final String TAKEN_OVER = "another monitor has taken over this store";
    private static final Duration DAY = Duration.ofHours(25);

    /** What was recorded before this monitor started. */
    record Opened(List<RecordedState> states, List<HourlyCounts> hours) {}

    /** Who hears of the store. Called on the recorder's thread; the first time, on that which opens. */
    interface Events {

        /** The store was opened. */
        void opened(Opened before);

        /** The step was recorded. */
        void recorded(RecordedStep step);

        /** The store's status is another than before. */
        void status(StoreStatus now);
    }

    private final Store store;
    private final MonitorClock clock;
    private final Timers timers;
    private final Executor thread;
    private final StepQueue queue;
    private final Batches batches;
    private final Events events;
    private final UUID origin = UUID.randomUUID();

    /** One drain waits for the thread at most, however many ask: the store may hold the thread for long. */
    private final AtomicBoolean woken = new AtomicBoolean();

    // Only on the thread.
    private @Nullable StoreWriter writer;
    private Duration retry = FIRST_RETRY;
    private boolean retrying;
    private boolean ended;

    /** What was logged last about a store that is away: said again only when it is something else. */
    private Optional<String> said = Optional.empty();

    private volatile StoreStatus status =
            new StoreStatus(StoreStatus.State.AWAY, Optional.empty(), Optional.of("not yet connected"));

    Recorder(Store store, MonitorClock clock, Timers timers, Executor thread, StepQueue queue, Events events) {
        this.store = store;
        this.clock = clock;
        this.timers = timers;
        this.thread = thread;
        this.queue = queue;
        this.batches = new Batches(queue);
        this.events = events;
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
                List<NumberedStep> batch = batches.next();
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

    private void commit(StoreWriter open, List<NumberedStep> batch) {
        try {
            List<RecordedStep> recorded = open.commit(batch);
            reachable();
            try {
                recorded.forEach(events::recorded);
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
                    batch.get(0).step().service(),
                    refused);
            queue.giveUp(batch.get(0).step());
            batches.done();
        }
    }

    private void tryOpen() {
        StoreWriter opened = store.openWriter(origin);
        List<HourlyCounts> hours = new ArrayList<>();
        store.hourlyCounts(clock.wall().minus(DAY), hours::add);
        Opened before = new Opened(opened.states(), hours);
        writer = opened;
        reachable();
        events.opened(before);
    }

    private void reachable() {
        retry = FIRST_RETRY;
        said = Optional.empty();
        if (status.state() != StoreStatus.State.REACHABLE) {
            status.since().ifPresent(since -> LOG.info("the store is back, away since {}", since));
            become(StoreStatus.State.REACHABLE, Optional.empty());
        }
    }

    private void away(StoreException problem) {
        boolean hopeless = problem instanceof StoreException.Unusable;
        Optional<String> saying = Optional.of(hopeless + ": " + problem.getMessage());
        if (!saying.equals(said)) {
            said = saying;
            if (hopeless) {
                LOG.error(
                        "the store will not work by trying again: {}; results wait in memory meanwhile",
                        problem.getMessage());
            } else {
                LOG.warn("the store is away, results wait in memory: {}", problem.getMessage());
            }
        }
        become(
                StoreStatus.State.AWAY,
                Optional.of(
                        hopeless
                                ? "the store can't be used as it is; the monitor's log has the details"
                                : "the store does not answer"));
        retrying = true;
        timers.after(retry, this::tryAgain);
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : doubled;
    }

    private void tryAgain() {
        try {
            thread.execute(() -> {
                retrying = false;
                drain();
            });
        } catch (RejectedExecutionException closed) {
            LOG.debug("closed: what still waits for the store is given up");
        }
    }

    private void takenOver(StoreException.Fenced fenced) {
        LOG.error("another monitor has taken over this store; this one stops: {}", fenced.getMessage());
        ended = true;
        queue.close(new MonitorClosedException(TAKEN_OVER));
        become(StoreStatus.State.TAKEN_OVER, Optional.of(TAKEN_OVER));
    }

    private void become(StoreStatus.State state, Optional<String> problem) {
        StoreStatus before = status;
        boolean same = before.state() == state && before.since().isPresent();
        StoreStatus now = new StoreStatus(state, same ? before.since() : Optional.of(clock.wall()), problem);
        if (!now.equals(before)) {
            status = now;
            events.status(now);
        }
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
