package io.healthmon.internal;

import io.healthmon.MonitorClosedException;
import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.OutboxEntry;
import io.healthmon.store.RecordedState;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.Store;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoreStatus;
import io.healthmon.store.StoreWriter;
import io.healthmon.store.spool.Spool;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what waits ({@link WaitingLine}) to the store: in batches, in order, each once. What the store does not take, or not within a
 * second, goes to disk, where there is one ({@link Spooler}), and comes from there once the store takes it. All work runs on one
 * thread that may block, but for {@link #open}, which comes before it all.
 */
final class Recorder {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    static final int MAX_BATCH = 1_000;
    static final Duration LINGER = Duration.ofMillis(200);

    /** How long a batch is in nobody's hands for sure: then it goes to disk, whatever becomes of it. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    static final String TAKEN_OVER = "another monitor has taken over this store";
    private static final Duration FIRST_RETRY = Duration.ofMillis(250);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);
    private static final Duration DAY = Duration.ofHours(25);

    /** Who hears of the store. Called on the recorder's thread, the first time on that which opens, but where said otherwise. */
    interface Events {

        /** The store answers for the first time: whatever else it knows may be asked now. */
        void opening();

        /** The store was opened for the first time: what was recorded before, the states and the last day's counts of services. */
        void opened(List<RecordedState> states, Map<String, HourRing> days);

        /**
         * Before that: what is still to be sent, in the order of recording.
         *
         * @param triggers those of alerts that are not over which were told in a digest, or never arrived
         */
        void outbox(List<OutboxEntry> pending, List<OutboxEntry> triggers);

        /** For the first time, nothing is on disk that the store does not have. */
        void caughtUp();

        /** Results have to be folded before they can be recorded: {@code then} is given the steps, on whatever thread. */
        void fold(List<? extends Numbered> entries, Consumer<List<NumberedStep>> then);

        /** Every entry of this monitor's up to this number is on its way to the store. */
        void reached(long number);

        /** The step is recorded: in the store or, while that is away, on disk, then without ids. On the spooler's thread too. */
        void recorded(RecordedStep step);

        /** A step that was recorded on disk is in the store. */
        void stored(RecordedStep step);

        /** A step that an earlier process left on disk is in the store, and was not when this one looked. */
        void broughtHome(NumberedStep step);

        /** The store's status is another than before. */
        void status(StoreStatus now);
    }

    private final Store store;
    private final MonitorClock clock;
    private final Timers timers;
    private final Executor thread;
    private final WaitingLine line;
    private final Spooler spooler;
    private final Events events;
    private final UUID origin;
    private final Flushes flushes = new Flushes();

    /** One drain waits for the thread at most, however many ask: the store may hold the thread for long. */
    private final AtomicBoolean woken = new AtomicBoolean();

    // Only on the thread.
    private @Nullable StoreWriter writer;
    private UUID writersOrigin;
    private long homeAlready;
    private volatile boolean opened;
    private boolean wasCaughtUp;
    private @Nullable Work current;
    private volatile long lastCommitted;
    private Duration retry = FIRST_RETRY;
    private boolean retrying;
    private boolean folding;
    private boolean finishing;
    private volatile boolean ended;

    /** What was logged last about a store that is away: said again only when it is something else. */
    private Optional<String> said = Optional.empty();

    private volatile StoreStatus status =
            new StoreStatus(StoreStatus.State.AWAY, Optional.empty(), Optional.of("not yet connected"));

    Recorder(Store store, Engine engine, StepQueue memory, Optional<Spool> spool, Events events) {
        this.store = store;
        this.clock = engine.clock();
        this.timers = engine.timers();
        this.thread = engine.store();
        this.events = events;
        this.origin = UUID.randomUUID();
        this.writersOrigin = origin;
        this.line = new WaitingLine(origin, memory, spool);
        this.spooler = new Spooler(line, spool, origin, engine, events::recorded, this::afterSpooling);
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
            openWriter();
            wake();
        } catch (StoreException.Unavailable away) {
            away(away);
        }
    }

    /** Takes an entry. At once if it has a transition or someone waits for it; with others, shortly, if not. */
    void offer(Pending pending, boolean urgent) {
        switch (line.offer(pending, urgent)) {
            case URGENT -> wake();
            case FIRST -> timers.after(LINGER, this::wake);
            case LATER -> {}
        }
    }

    /** Completes when the store was opened and has everything up to this number; exceptionally once nothing is recorded any more. */
    CompletableFuture<Void> flush(long upTo) {
        CompletableFuture<Void> done = flushes.await(upTo);
        settle();
        wake();
        return done;
    }

    private void wake() {
        spooler.wake();
        wakeStore();
    }

    private void wakeStore() {
        if (woken.compareAndSet(false, true)) {
            execute(() -> {
                // Before the drain: who offers a step while it ends must be able to ask for the next.
                woken.set(false);
                drain();
            });
        }
    }

    private void execute(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException closed) {
            LOG.debug("closed: what still waits for the store waits for the next start, or is given up");
        }
    }

    private void afterSpooling() {
        wakeStore();
        settle();
    }

    private void drain() {
        if (retrying || folding || ended) {
            return;
        }
        try {
            if (writer == null) {
                openWriter();
            }
            Optional<Work> next = next();
            while (next.isPresent()) {
                Work work = next.get();
                work(work);
                if (folding || ended) {
                    return;
                }
                next = work.isFromDisk() || finishing || !line.mayLinger() ? next() : Optional.empty();
            }
            caughtUp();
        } catch (StoreException.Fenced fenced) {
            takenOver(fenced);
        } catch (StoreException away) {
            away(away);
        } catch (IOException disk) {
            if (ended) {
                return; // it was closed
            }
            LOG.error("the spool can't be read, what is in it waits for the next start: {}", disk.getMessage());
            current = null;
            line.abandonDisk();
            wake();
        } catch (Throwable t) {
            LOG.error("recording failed unexpectedly", t);
            away(new StoreException.Unavailable(
                    "recording failed: " + t.getClass().getSimpleName(), t));
        } finally {
            settle();
        }
    }

    private Optional<Work> next() throws IOException {
        Work unfinished = current;
        Optional<Work> next = unfinished == null ? line.next() : Optional.of(unfinished);
        current = next.orElse(null);
        return next;
    }

    private void work(Work work) throws IOException {
        boolean own = work.origin().equals(origin);
        if (own && !work.entries().isEmpty()) {
            events.reached(work.entries().get(0).number() - 1);
        }
        if (!work.origin().equals(writersOrigin)) {
            openWriter();
        }
        if (!own) {
            work.leaveOutUpTo(homeAlready);
        }
        if (!work.isResolved()) {
            folding = true;
            events.fold(
                    work.entries(),
                    steps -> execute(() -> {
                        folding = false;
                        work.resolve(steps);
                        drain();
                    }));
            return;
        }
        commit(work);
        current = null;
        line.done(work);
        if (own && !work.entries().isEmpty()) {
            lastCommitted = last(work.entries());
            events.reached(lastCommitted);
        }
        settle();
    }

    private static long last(List<? extends Numbered> entries) {
        return entries.get(entries.size() - 1).number();
    }

    private void commit(Work work) {
        Timers.Timeout watch = timers.after(PATIENCE, () -> tooSlow(work));
        try {
            while (!work.isEmpty()) {
                commitPart(work);
            }
        } finally {
            watch.cancel();
        }
    }

    private void commitPart(Work work) {
        List<NumberedStep> part = work.part();
        try {
            List<RecordedStep> recorded = writer().commit(part);
            reachable();
            boolean mine = line.settled(work);
            for (int i = 0; i < part.size(); i++) {
                told(work, mine, part.get(i), recorded.get(i));
            }
        } catch (StoreException.Refused refused) {
            if (part.size() > 1) {
                line.halve(work);
                return;
            }
            LOG.error(
                    "{}: the store refuses this step for ever, it is given up",
                    part.get(0).service(),
                    refused);
            line.settled(work);
            line.giveUp(
                    work.pending(part.get(0).number()).orElseGet(() -> new Pending(part.get(0), () -> {}, why -> {})));
        }
    }

    private void told(Work work, boolean mine, NumberedStep step, RecordedStep recorded) {
        try {
            if (work.isFromDisk()) {
                fromDisk(work, step, recorded);
            } else if (mine) {
                events.recorded(recorded);
                work.pending(step.number()).ifPresent(Pending::show);
            } else {
                events.stored(recorded);
            }
        } catch (Throwable t) {
            LOG.error("{}: what was recorded could not be told", step.service(), t);
        }
    }

    private void fromDisk(Work work, NumberedStep step, RecordedStep recorded) {
        if (!work.origin().equals(origin)) {
            events.broughtHome(step);
        }
        if (work.wasUnfolded(step.number())) {
            events.recorded(recorded);
        } else {
            events.stored(recorded);
        }
    }

    private void tooSlow(Work work) {
        if (line.tooSlow(work)) {
            spooler.wake();
        }
    }

    private StoreWriter writer() {
        StoreWriter open = writer;
        if (open == null) {
            throw new IllegalStateException("the store is not open");
        }
        return open;
    }

    private void openWriter() {
        UUID next = firstOrigin();
        StoreWriter open = store.openWriter(next);
        if (!opened) {
            events.opening();
            List<RecordedState> states = open.states();
            Map<String, HourRing> days = new HashMap<>();
            store.hourlyCounts(
                    clock.wall().minus(DAY),
                    counts -> days.computeIfAbsent(counts.service(), name -> new HourRing())
                            .add(counts.hour(), counts.counts()));
            List<OutboxEntry> pending = open.pendingNotifications();
            List<OutboxEntry> triggers = new ArrayList<>(open.openDigests());
            triggers.addAll(open.undelivered());
            opened = true;
            events.outbox(pending, triggers);
            events.opened(states, days);
        }
        homeAlready = open.recordedUpTo();
        writersOrigin = next;
        writer = open;
        reachable();
    }

    private UUID firstOrigin() {
        Work unfinished = current;
        if (unfinished != null) {
            return unfinished.origin();
        }
        try {
            return line.firstOrigin();
        } catch (IOException e) {
            return origin; // said when it is read
        }
    }

    private void reachable() {
        retry = FIRST_RETRY;
        said = Optional.empty();
        line.storeAway(false);
        if (status.state() == StoreStatus.State.AWAY) {
            status.since().ifPresent(since -> LOG.info("the store is back, away since {}", since));
            become(line.isViaDisk() ? StoreStatus.State.CATCHING_UP : StoreStatus.State.REACHABLE, Optional.empty());
        }
    }

    private void caughtUp() {
        if (!wasCaughtUp && !line.isViaDisk()) {
            wasCaughtUp = true;
            events.caughtUp();
        }
        if (status.state() == StoreStatus.State.CATCHING_UP && !line.isViaDisk()) {
            LOG.info("what had waited on disk is recorded");
            become(StoreStatus.State.REACHABLE, Optional.empty());
        }
        events.reached(line.settledUpTo(lastCommitted));
    }

    private void away(StoreException problem) {
        Work unfinished = current;
        if (unfinished != null && !unfinished.isFromDisk()) {
            line.putBack(unfinished);
            current = null;
        }
        say(problem);
        boolean hopeless = problem instanceof StoreException.Unusable;
        line.storeAway(true);
        spooler.wake();
        become(
                StoreStatus.State.AWAY,
                Optional.of(
                        hopeless
                                ? "the store can't be used as it is; the monitor's log has the details"
                                : "the store does not answer"));
        retrying = true;
        timers.after(
                retry,
                () -> execute(() -> {
                    retrying = false;
                    drain();
                }));
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : doubled;
    }

    private void say(StoreException problem) {
        boolean hopeless = problem instanceof StoreException.Unusable;
        Optional<String> saying = Optional.of(hopeless + ": " + problem.getMessage());
        if (saying.equals(said)) {
            return;
        }
        said = saying;
        String where = spooler.exists() ? "on disk" : "in memory";
        if (hopeless) {
            LOG.error(
                    "the store will not work by trying again: {}; results wait {} meanwhile",
                    problem.getMessage(),
                    where);
        } else {
            LOG.warn("the store is away, results wait {}: {}", where, problem.getMessage());
        }
    }

    private void takenOver(StoreException.Fenced fenced) {
        LOG.error("another monitor has taken over this store; this one stops: {}", fenced.getMessage());
        ended = true;
        MonitorClosedException why = new MonitorClosedException(TAKEN_OVER);
        line.close(why);
        flushes.close(why);
        become(StoreStatus.State.TAKEN_OVER, Optional.of(TAKEN_OVER));
    }

    private void become(StoreStatus.State state, Optional<String> problem) {
        StoreStatus before = status;
        boolean same = before.since().isPresent()
                && (before.state() == state
                        || before.state() == StoreStatus.State.AWAY && state == StoreStatus.State.CATCHING_UP
                        || before.state() == StoreStatus.State.CATCHING_UP && state == StoreStatus.State.AWAY);
        StoreStatus now = new StoreStatus(state, same ? before.since() : Optional.of(clock.wall()), problem);
        if (!now.equals(before)) {
            status = now;
            events.status(now);
        }
    }

    private void settle() {
        if (opened) {
            flushes.settled(line.settledUpTo(lastCommitted));
        }
    }

    /** What waits, in memory and on disk. */
    long waiting() {
        return line.waiting();
    }

    /**
     * A last try, without waiting for the next retry; what the store does not take goes to disk, where there is one. Completes when
     * nothing waits in memory any more, or nothing more can be done for it.
     */
    CompletableFuture<Void> finish() {
        CompletableFuture<Void> tried = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                retrying = false;
                finishing = true;
                drain();
                ended = true;
                Work unfinished = current;
                if (unfinished != null) {
                    line.putBack(unfinished);
                }
                line.storeAway(true);
                tried.complete(null);
            });
        } catch (RejectedExecutionException closed) {
            tried.complete(null);
        }
        return CompletableFuture.anyOf(tried.thenCompose(done -> spooler.finish()), spooler.whenMemoryIsEmpty())
                .thenApply(done -> null);
    }

    /** Nothing more is recorded: tells those who wait for it. */
    void close(RuntimeException why) {
        ended = true;
        line.close(why);
        flushes.close(why);
    }
}
