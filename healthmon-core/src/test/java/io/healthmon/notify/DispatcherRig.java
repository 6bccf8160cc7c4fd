package io.healthmon.notify;

import io.healthmon.notify.Delivery.Outcome;
import io.healthmon.time.ManualTime;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/** A dispatcher on manual time, all of whose channels share the test's thread. */
final class DispatcherRig {

    final ManualTime time = new ManualTime();
    final List<Delivery> outcomes = new ArrayList<>();
    final Dispatcher dispatcher;
    private final Deque<Runnable> work = new ArrayDeque<>();

    DispatcherRig(Channel... channels) {
        dispatcher = new Dispatcher(List.of(channels), new Around(), outcomes::addAll);
    }

    private final class Around implements Dispatcher.Surroundings {
        @Override
        public MonitorClock clock() {
            return time;
        }

        @Override
        public Timers timers() {
            return time;
        }

        @Override
        public Executor thread(String channel) {
            return work::add;
        }

        @Override
        public double random() {
            return 0.5;
        }
    }

    /** Works with a store that has nothing. */
    DispatcherRig open() {
        return open(List.of(), List.of());
    }

    DispatcherRig open(List<Unsent> pending, List<TriggerFate> fates) {
        dispatcher.start();
        dispatcher.opened(pending, fates);
        dispatcher.caughtUp();
        settle();
        return this;
    }

    void record(Notification... notifications) {
        dispatcher.recorded(List.of(notifications));
        settle();
    }

    void settle() {
        for (Runnable next = work.poll(); next != null; next = work.poll()) {
            next.run();
        }
    }

    void advance(Duration by) {
        long end = time.nanos() + by.toNanos();
        settle();
        while (time.untilNext()
                .filter(next -> time.nanos() + next.toNanos() <= end)
                .isPresent()) {
            time.advance(time.untilNext().orElseThrow());
            settle();
        }
        time.advance(Duration.ofNanos(end - time.nanos()));
    }

    List<Delivery> deliveriesOf(Notification notification) {
        return outcomes.stream()
                .filter(its -> its.key().equals(notification.key()))
                .toList();
    }

    List<Outcome> outcomesOf(Notification notification) {
        return deliveriesOf(notification).stream().map(Delivery::outcome).toList();
    }
}
