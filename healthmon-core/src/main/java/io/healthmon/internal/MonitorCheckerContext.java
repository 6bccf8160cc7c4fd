package io.healthmon.internal;

import io.healthmon.check.CheckRequest;
import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.DnsResolver;
import io.healthmon.check.Observation;
import io.healthmon.check.Resolver;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What a monitor lends its checkers; owns their threads. */
public final class MonitorCheckerContext implements CheckerContext, AutoCloseable {

    private final MonitorClock clock;
    private final Timers timers;
    private final StorePing ownStore;
    private final Workers workers = new Workers();
    private final BlockingChecks blocking = new BlockingChecks(workers.blockingWork());
    private final DnsResolver resolver;

    /** Starts the threads. */
    public MonitorCheckerContext(MonitorClock clock, Timers timers, StorePing ownStore) {
        this.clock = clock;
        this.timers = timers;
        this.ownStore = ownStore;
        this.resolver = new DnsResolver(clock, timers);
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

    @Override
    public Resolver resolver() {
        return resolver;
    }

    @Override
    public StorePing ownStore() {
        return ownStore;
    }

    @Override
    public CompletionStage<Observation> blocking(CheckRequest request, Callable<Observation> work) {
        return blocking.run(request, work);
    }

    /** The checker as the runner may start it: one that may block gets a thread of its own for each check. */
    public Checker guarded(Checker checker) {
        return checker.nonBlocking() ? checker : new OnOwnThread(checker);
    }

    private final class OnOwnThread implements Checker {
        private final Checker checker;

        OnOwnThread(Checker checker) {
            this.checker = checker;
        }

        @Override
        public CompletionStage<Observation> check(CheckRequest request) {
            return blocking(
                    request, () -> checker.check(request).toCompletableFuture().get());
        }

        @Override
        public void close() {
            checker.close();
        }
    }

    /** Services whose checks are suspended because they ignored interruption. */
    public long suspended() {
        return blocking.suspended();
    }

    @Override
    public void close() {
        resolver.close();
        workers.close();
    }
}
