package io.healthmon.internal;

import io.healthmon.check.Checker;
import io.healthmon.check.CheckerProvider;
import io.healthmon.notify.Dispatcher;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * When time is, when work runs and where: everything that a test puts on manual time.
 *
 * @param clock wall and monotonic time
 * @param timers later work
 * @param work starts checks and evaluates what they bring; several threads, on which it may go on at once
 * @param fold folds results into states; one at a time, in order
 * @param store talks to the store; one thread, in order, may block
 * @param disk writes what the store does not take; one thread, in order, may block
 * @param maintenance keeps the store's house; one thread, may block
 * @param events calls listeners; one thread, in order, may refuse
 * @param callers completes the futures that callers hold: what they hang on them is their code, and may block
 * @param channels gives a channel of that name a thread of its own, on which its messages are sent, in order; may block
 * @param dice numbers drawn from 0 on, below 1
 * @param checkers makes a checker that the runner may start
 * @param pulse whether the threads that checks wait for are held up
 */
record Engine(
        MonitorClock clock,
        Timers timers,
        Executor work,
        Executor fold,
        Executor store,
        Executor disk,
        Executor maintenance,
        Executor events,
        Executor callers,
        Function<String, Executor> channels,
        DoubleSupplier dice,
        Function<CheckerProvider, Checker> checkers,
        Pulse pulse)
        implements Dispatcher.Surroundings {

    @Override
    public Executor thread(String channel) {
        return channels.apply(channel);
    }

    @Override
    public double random() {
        return dice.getAsDouble();
    }
}
