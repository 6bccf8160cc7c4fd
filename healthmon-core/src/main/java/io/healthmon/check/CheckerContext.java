package io.healthmon.check;

import io.healthmon.outbound.OutboundDoor;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What a monitor lends its checkers. Thread-safe. */
public interface CheckerContext {

    /** The two times. */
    MonitorClock clock();

    /** Timers; their tasks must not block. */
    Timers timers();

    /** For short work that does not block: reading an answer that has come. */
    Executor executor();

    /** The way out: whoever connects asks it for an address, and dials none that is not from it. */
    OutboundDoor door();

    /**
     * Says that checks wait for answers on a thread of the checker's own. When it is held up, a time-out is not taken for the target's.
     *
     * @param thread runs short tasks on that thread
     */
    default void waitsOn(Executor thread) {}

    /** A round trip to the monitor's own store; throws if it is away. Blocks for at most a few seconds. */
    StorePing ownStore();

    /**
     * Runs work that blocks on a thread of its own (a virtual one where the JVM has them) and interrupts it when the request
     * is cancelled. If no thread is free, the stage completes with a {@link Observation.MonitorFault}.
     */
    CompletionStage<Observation> blocking(CheckRequest request, Callable<Observation> work);

    /** A round trip to the store. */
    @FunctionalInterface
    interface StorePing {
        /**
         * Blocks until the store has answered.
         *
         * @throws Exception if it did not
         */
        void ping() throws Exception;
    }
}
