package io.healthmon.internal;

import io.healthmon.HealthTarget;
import io.healthmon.MonitorClosedException;
import io.healthmon.MonitorFaultException;
import io.healthmon.MonitorListener;
import io.healthmon.MonitorStatistics;
import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.context.ContextOptions;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Observation;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.evaluate.StatusEvaluator;
import io.healthmon.internal.CheckRunner.Look;
import io.healthmon.internal.ChecksUnderWay.Ticket;
import io.healthmon.internal.ChecksUnderWay.UnderWay;
import io.healthmon.notify.Channels;
import io.healthmon.notify.Dispatcher;
import io.healthmon.notify.Receipt;
import io.healthmon.notify.Telling;
import io.healthmon.notify.TriggerFate;
import io.healthmon.notify.Unsent;
import io.healthmon.store.Gap;
import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.OutboxEntry;
import io.healthmon.store.RecordedState;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.Store;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoreStatus;
import io.healthmon.store.StoredGap.Kind;
import io.healthmon.store.spool.Spool;
import io.healthmon.store.spool.SpoolStatistics;
import io.healthmon.view.CurrentStates;
import io.healthmon.view.UnknownServiceException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way through the house: schedule → check → evaluate → alert → record → notify. Each arrow is one call to the right;
 * nothing calls back to the left.
 */
public final class Pipeline {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    /** Steps that wait for the store at most: half an hour of 1,000 services every 30 s. */
    static final int MAX_WAITING = 60_000;

    /** What they weigh at most: an eighth of the heap. */
    static final long MAX_WAITING_BYTES = Runtime.getRuntime().maxMemory() / 8;

    /** How long a message that is on its way at the end may take. */
    private static final Duration IN_FLIGHT = Duration.ofMillis(1_500);

    private static final Duration UNWATCHED_AFTER = Duration.ofMinutes(1);
    private static final String CLOSED = "the monitor was closed";

    private final Engine engine;
    private final StatusEvaluator evaluator;
    private final Counters counters = new Counters();
    private final Targets targets = new Targets();
    private final ChecksUnderWay underWay = new ChecksUnderWay();
    private final Checkers checkers;
    private final CheckRunner runner;
    private final Listeners listeners;
    private final LiveStates live;
    private final Sightings sightings = new Sightings();
    private final Slots slots;
    private final Roster roster;
    private final ContextKeeper context;
    private final StateFold fold;
    private final Recorder recorder;
    private final Dispatcher dispatcher;
    private final Optional<Spool> spool;
    private final Maintenance maintenance;
    private final SpoolRoom room;
    private final LongSupplier suspended;

    Pipeline(
            Engine engine,
            Store store,
            Optional<Spool> spool,
            StatusEvaluator evaluator,
            AlertPolicy policy,
            Map<String, CheckerProvider> providers,
            Channels channels,
            ContextOptions options,
            List<MonitorListener> listeners,
            LongSupplier suspended) {
        this.engine = engine;
        this.evaluator = evaluator;
        this.suspended = suspended;
        this.listeners = new Listeners(listeners, engine.events(), counters);
        this.checkers = new Checkers(providers, engine.checkers());
        this.runner = new CheckRunner(engine.clock(), engine.timers(), engine.work(), engine.pulse());
        this.live = new LiveStates(engine.clock(), targets, sightings);
        this.slots = new Slots(engine.clock(), engine.timers(), this::startSlot, this.listeners, counters);
        this.context = new ContextKeeper(options, store, engine.clock());
        this.roster = new Roster(targets, slots, checkers, underWay, options.canaries());
        StepQueue queue = new StepQueue(MAX_WAITING, MAX_WAITING_BYTES, counters.lightenedSteps, this::givenUp);
        this.recorder = new Recorder(store, engine, queue, spool, new StoreEvents());
        Telling telling = new Telling(channels.routing());
        this.fold = new StateFold(
                targets,
                policy,
                context::context,
                new StepMaker(
                        telling,
                        (service, labels, moment) ->
                                context.context().silences().silencing(service, labels, moment)),
                live,
                new Folded(),
                counters,
                MAX_WAITING_BYTES / 4);
        this.dispatcher = new Dispatcher(
                channels.all(), engine, outcomes -> engine.fold().execute(() -> fold.delivered(outcomes)));
        this.spool = spool;
        this.maintenance = new Maintenance(engine, store);
        this.room = new SpoolRoom(engine, spool);
    }

    // ---- schedule -> check

    private boolean startSlot(HealthTarget target) {
        return join(target, false).mine();
    }

    /** A check now, outside the grid; joins the one under way if there is one. */
    CompletableFuture<CheckResult> checkNow(String service) {
        HealthTarget target = targets.find(service).orElseThrow(() -> new UnknownServiceException(service));
        return forCaller(join(target, true).result());
    }

    private Ticket join(HealthTarget target, boolean awaited) {
        Ticket ticket = underWay.join(target.name());
        if (awaited) {
            ticket.result().await();
        }
        if (ticket.mine()) {
            check(target, ticket.result());
        }
        return ticket;
    }

    /** The same outcome, but what the caller hangs on it runs off the monitor's threads. */
    private <T> CompletableFuture<T> forCaller(CompletableFuture<T> future) {
        return future.whenCompleteAsync((value, thrown) -> {}, engine.callers());
    }

    private void check(HealthTarget target, UnderWay result) {
        counters.checks.increment();
        try {
            runner.run(target, checkers.of(target.spec().type()))
                    .thenAcceptAsync(look -> evaluate(target, look, result), engine.work())
                    .exceptionally(thrown -> bug(target, "a check could not be evaluated", thrown, result));
        } catch (Throwable t) {
            bug(target, "a check could not be started", t, result);
        }
    }

    // ---- check -> evaluate

    private void evaluate(HealthTarget target, Look look, UnderWay result) {
        if (result.isDone()) {
            // The close gave it up, and interrupted it: what it found says nothing about the target.
            return;
        }
        if (look.observation() instanceof Observation.MonitorFault fault) {
            Kind kind = look.heldUp() ? Kind.HELD_UP : Kind.MONITOR_FAULT;
            fault(target, fault.message(), null, Gap.of(kind, look.startedAt()), result);
            return;
        }
        if (targets.find(target.name()).isPresent()) {
            sightings.saw(target, look);
        }
        Evaluation evaluation = evaluator.evaluate(target, look.observation(), live.status(target.name()));
        CheckResult evaluated = new CheckResult(target.name(), look.startedAt(), look.took(), evaluation);
        engine.fold().execute(() -> fold(evaluated, result));
    }

    private Void bug(HealthTarget target, String message, Throwable thrown, UnderWay result) {
        fault(target, message, thrown, Gap.of(Kind.MONITOR_FAULT, engine.clock().wall()), result);
        return null;
    }

    private void fault(HealthTarget target, String message, @Nullable Throwable thrown, Gap gap, UnderWay result) {
        boolean current = underWay.holds(target.name(), result);
        underWay.end(target.name(), result);
        if (result.isDone()) {
            return;
        }
        counters.monitorFaults.increment();
        if (gap.kind() == Kind.HELD_UP) {
            // Thousands at once, where the machine is overrun.
            LOG.warn("{}: {}; this check counts neither way", target.name(), message);
        } else {
            LOG.error("{}: {}; this check counts neither way", target.name(), message, thrown);
        }
        if (current) {
            engine.fold().execute(() -> fold.missed(target.name(), gap));
        }
        result.completeExceptionally(new MonitorFaultException(message));
        listeners.tell(listener -> listener.onMonitorFault(target, message));
    }

    // ---- evaluate -> alert -> record

    private void fold(CheckResult evaluated, UnderWay result) {
        try {
            // Of a service that was removed meanwhile, and perhaps came back, this says nothing.
            boolean current = underWay.holds(evaluated.service(), result);
            underWay.end(evaluated.service(), result);
            if (current) {
                fold.fold(evaluated, result.isAwaited(), result);
            } else {
                result.complete(evaluated);
            }
        } catch (Throwable t) {
            underWay.end(evaluated.service(), result);
            result.completeExceptionally(t);
            LOG.error("{}: a result could not be folded", evaluated.service(), t);
        }
    }

    // ---- record -> notify

    private final class Folded implements StateFold.Output {

        @Override
        public void offer(Pending pending, boolean urgent) {
            recorder.offer(pending, urgent);
        }

        @Override
        public void checkSoon(String service, Duration after) {
            slots.hasten(service, after);
        }
    }

    private final class StoreEvents implements Recorder.Events {

        @Override
        public void opening() {
            context.load();
        }

        @Override
        public void opened(List<RecordedState> states, Map<String, HourRing> days) {
            engine.fold().execute(() -> {
                fold.opened(states);
                live.days(days);
            });
            engine.timers().after(UNWATCHED_AFTER, Pipeline.this::removeUnwatched);
        }

        @Override
        public void outbox(List<OutboxEntry> pending, List<OutboxEntry> triggers) {
            dispatcher.opened(
                    pending.stream()
                            .map(entry -> new Unsent(entry.notification(), entry.attempts()))
                            .toList(),
                    triggers.stream()
                            .map(entry -> new TriggerFate(
                                    entry.notification().channel(),
                                    entry.notification().about(),
                                    entry.digest().filter(digest -> entry.status() == OutboxEntry.Status.SENT),
                                    entry.endedAt().filter(at -> entry.status() == OutboxEntry.Status.DEAD)))
                            .toList());
        }

        @Override
        public void caughtUp() {
            dispatcher.caughtUp();
        }

        @Override
        public void fold(List<? extends Numbered> entries, Consumer<List<NumberedStep>> then) {
            engine.fold().execute(() -> then.accept(fold.steps(entries)));
        }

        @Override
        public void reached(long number) {
            if (!fold.isComplete()) {
                engine.fold().execute(() -> fold.reached(number));
            }
        }

        @Override
        public void recorded(RecordedStep step) {
            live.recorded(step);
            dispatcher.recorded(step.step().notifications());
            listeners.tell(listener -> listener.onStep(step));
        }

        @Override
        public void stored(RecordedStep step) {
            live.recorded(step);
        }

        @Override
        public void broughtHome(NumberedStep step) {
            step.check().ifPresent(live::count);
            if (!fold.isComplete()) {
                engine.fold().execute(() -> fold.broughtHome(step.step()));
            }
        }

        @Override
        public void status(StoreStatus now) {
            if (now.state() == StoreStatus.State.TAKEN_OVER) {
                MonitorClosedException why = new MonitorClosedException(Recorder.TAKEN_OVER);
                endChecks(why);
                dispatcher.stop(IN_FLIGHT);
            }
            listeners.tell(listener -> listener.onStoreStatus(now));
        }
    }

    private void removeUnwatched() {
        if (fold.isComplete()) {
            engine.fold().execute(() -> fold.removeUnwatched(engine.clock().wall()));
        } else {
            engine.timers().after(UNWATCHED_AFTER, this::removeUnwatched);
        }
    }

    private void givenUp(Pending pending) {
        counters.droppedSteps.increment();
        pending.show(); // somebody may wait for it
        pending.entry().check().ifPresent(live::uncount);
    }

    // ---- life

    /**
     * Opens the store and starts the clockwork.
     *
     * @throws StoreException.Unusable if the store can't be used as it is
     */
    void start() {
        spool.ifPresent(this::remember);
        recorder.open();
        dispatcher.start();
        maintenance.start();
        room.start();
        roster.start();
    }

    /** What an earlier process left on disk: read backwards until there is a state of every service that is watched. */
    private void remember(Spool left) {
        SpooledStates newest =
                SpooledStates.read(left, targets.all(), context.context().canaries());
        engine.fold().execute(() -> fold.remember(newest.known()));
        if (!dispatcher.isIdle()) {
            dispatcher.left(SpooledMessages.read(left));
        }
    }

    /** Watches a target; from its next slot on, once {@link #start} was called. */
    void add(HealthTarget target) {
        roster.add(target);
    }

    void replace(HealthTarget target) {
        roster.replace(target);
    }

    void remove(String service) {
        roster.remove(service);
        runner.forget(service);
        sightings.forget(service);
        engine.fold().execute(() -> fold.remove(service, engine.clock().wall()));
    }

    /** No more slots, no more checks; what is folded is brought to the store if it is there. Returns at once. */
    CompletableFuture<Void> stop() {
        endChecks(new MonitorFaultException(CLOSED));
        // What is being sent may still arrive, and be recorded as sent.
        return dispatcher
                .stop(IN_FLIGHT)
                .thenRunAsync(() -> {}, engine.fold())
                .thenCompose(folded -> recorder.finish());
    }

    private void endChecks(RuntimeException why) {
        slots.close();
        underWay.close(why);
        runner.close();
    }

    /** Lets go of the checkers, of the channels and of those who wait, once the threads have ended. Not of the store. */
    void close() {
        recorder.close(new MonitorClosedException(CLOSED));
        checkers.close();
        dispatcher.close();
    }

    /** Somebody sees to an alert. */
    CompletableFuture<Alert> acknowledge(AlertKey alert, String by, String note) {
        CompletableFuture<Alert> recorded = new CompletableFuture<>();
        Acknowledgement its = new Acknowledgement(by, engine.clock().wall(), note);
        try {
            engine.fold()
                    .execute(() -> fold.acknowledge(alert, its, recorded::complete, recorded::completeExceptionally));
            return forCaller(recorded);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedFuture(new MonitorClosedException(CLOSED));
        }
    }

    /** What people said beforehand. */
    ContextKeeper context() {
        return context;
    }

    /** Completes when every step so far is recorded in the store. */
    CompletableFuture<Void> flush() {
        try {
            return forCaller(CompletableFuture.supplyAsync(fold::lastNumber, engine.fold())
                    .thenCompose(recorder::flush)
                    // What the store told when it was opened is taken over first.
                    .thenRunAsync(() -> {}, engine.fold()));
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedFuture(new MonitorClosedException(CLOSED));
        }
    }

    /** Sends a word that is no alert over one channel, now and once; empty if there is no channel of that name. */
    Optional<CompletableFuture<Receipt>> testChannel(String channel, String sentence) {
        return dispatcher.test(channel, sentence).map(this::forCaller);
    }

    /** Keeps what checks bring back from now on. */
    void keepSightings() {
        sightings.keep();
    }

    CurrentStates states() {
        return live;
    }

    Listeners listeners() {
        return listeners;
    }

    StoreStatus storeStatus() {
        return recorder.status();
    }

    MonitorStatistics statistics() {
        return new MonitorStatistics(
                counters.checks.sum(),
                counters.skippedBusy.sum(),
                counters.skippedLate.sum(),
                counters.monitorFaults.sum(),
                suspended.getAsLong(),
                recorder.waiting(),
                counters.lightenedSteps.sum(),
                counters.droppedSteps.sum(),
                counters.lostEvents.sum(),
                spool.map(Spool::statistics).orElse(SpoolStatistics.NONE),
                dispatcher.statistics());
    }
}
