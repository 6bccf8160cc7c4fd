package io.healthmon.internal;

import io.healthmon.check.CheckRequest;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.Observation;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What a monitor lends checkers that embedders wrote: the same as to its own, but for the threads. */
record ForeignCheckerContext(CheckerContext own, Executor executor, BlockingChecks threads) implements CheckerContext {

    @Override
    public MonitorClock clock() {
        return own.clock();
    }

    @Override
    public Timers timers() {
        return own.timers();
    }

    @Override
    public OutboundDoor door() {
        return own.door();
    }

    @Override
    public StorePing ownStore() {
        return own.ownStore();
    }

    @Override
    public CompletionStage<Observation> blocking(CheckRequest request, Callable<Observation> work) {
        return threads.run(request, work);
    }
}
