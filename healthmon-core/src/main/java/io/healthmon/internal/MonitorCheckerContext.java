package io.healthmon.internal;

import io.healthmon.check.CheckRequest;
import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Observation;
import io.healthmon.check.custom.CustomSpec;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What a monitor lends its checkers; owns their threads. */
public final class MonitorCheckerContext implements CheckerContext, AutoCloseable {

    private static final String OWN_PACKAGES = "io.healthmon.";

    private final MonitorClock clock;
    private final Timers timers;
    private final StorePing ownStore;
    private final Workers workers = new Workers();
    private final BlockingChecks blocking = new BlockingChecks(workers.blockingWork());
    private final BlockingChecks foreign = new BlockingChecks(workers.foreignWork());
    private final OutboundDoor door;
    private final Runnable closingDoor;
    private final Pulse pulse;

    /** Starts the threads, with a door of its own. */
    public MonitorCheckerContext(MonitorClock clock, Timers timers, StorePing ownStore, OutboundPolicy policy) {
        this.clock = clock;
        this.timers = timers;
        this.ownStore = ownStore;
        this.door = OutboundDoor.open(clock, timers, policy);
        this.closingDoor = door::close;
        this.pulse = new Pulse(clock, timers);
    }

    /** Starts the threads. The door is its caller's. */
    public MonitorCheckerContext(MonitorClock clock, Timers timers, StorePing ownStore, OutboundDoor door) {
        this(clock, timers, ownStore, door, new Pulse(clock, timers));
    }

    /** One whose checkers say by {@code pulse} on which threads their checks wait. */
    MonitorCheckerContext(MonitorClock clock, Timers timers, StorePing ownStore, OutboundDoor door, Pulse pulse) {
        this.clock = clock;
        this.timers = timers;
        this.ownStore = ownStore;
        this.door = door;
        this.closingDoor = () -> {};
        this.pulse = pulse;
    }

    @Override
    public MonitorClock clock() {
        return clock;
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public Executor executor() {
        return workers.shortWork();
    }

    /** For work that follows on what a check brought: see {@link Workers#follow}. */
    Executor following() {
        return workers::follow;
    }

    @Override
    public OutboundDoor door() {
        return door;
    }

    @Override
    public void waitsOn(Executor thread) {
        pulse.watch(thread);
    }

    @Override
    public StorePing ownStore() {
        return ownStore;
    }

    @Override
    public CompletionStage<Observation> blocking(CheckRequest request, Callable<Observation> work) {
        return blocking.run(request, work);
    }

    /**
     * A provider's checker as the runner may start it: one that may block gets a thread of its own for each check; one that
     * embedders wrote gets a platform thread, whatever it says of itself.
     */
    public Checker checker(CheckerProvider provider) {
        if (isForeign(provider)) {
            return new OnOwnThread(
                    provider.checker(new ForeignCheckerContext(this, workers.foreignWork(), foreign)), true);
        }
        return guarded(provider.checker(this));
    }

    /** A checker of ours as the runner may start it. */
    public Checker guarded(Checker checker) {
        return checker.nonBlocking() ? checker : new OnOwnThread(checker, false);
    }

    private static boolean isForeign(CheckerProvider provider) {
        return provider.type().equals(CustomSpec.TYPE)
                || !provider.getClass().getPackageName().startsWith(OWN_PACKAGES);
    }

    private final class OnOwnThread implements Checker {
        private final Checker checker;
        private final boolean isForeign;

        OnOwnThread(Checker checker, boolean isForeign) {
            this.checker = checker;
            this.isForeign = isForeign;
        }

        @Override
        public CompletionStage<Observation> check(CheckRequest request) {
            CheckRequest given = isForeign ? new ForeignCheckRequest(request, workers.foreignWork()) : request;
            return (isForeign ? foreign : blocking)
                    .run(
                            request,
                            () -> checker.check(given).toCompletableFuture().get());
        }

        @Override
        public void close() {
            checker.close();
        }
    }

    /** Services whose checks are suspended because they ignored interruption. */
    public long suspended() {
        return blocking.suspended() + foreign.suspended();
    }

    @Override
    public void close() {
        closingDoor.run();
        workers.close();
    }
}
