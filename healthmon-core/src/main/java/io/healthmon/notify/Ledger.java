package io.healthmon.notify;

import io.healthmon.notify.Delivery.Outcome;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes down what became of one channel's notifications, and counts it. Not thread-safe. */
final class Ledger {

    private final String channel;
    private final MonitorClock clock;
    private final Outcomes outcomes;
    private long sent;
    private long messages;
    private long failed;
    private long dead;

    Ledger(String channel, MonitorClock clock, Outcomes outcomes) {
        this.channel = channel;
        this.clock = clock;
        this.outcomes = outcomes;
    }

    /** The channel took it. */
    void sent(Sending sending, String detail, Instant at, Duration took) {
        messages++;
        sent += sending.items().size();
        ended(sending.items(), Outcome.SENT, at, took, detail, sending.digestKey());
    }

    /** The channel did not take it, and may another time: written down of the first that it tells of, and not each time. */
    void failed(Sending sending, String detail, Instant at, Duration took) {
        failed++;
        if (!sending.items().isEmpty() && sending.items().get(0).isWorthRecording(detail)) {
            ended(sending.items().subList(0, 1), Outcome.FAILED, at, took, detail, sending.digestKey());
        }
    }

    /** The channel never will take it. */
    void refused(Sending sending, String detail, Instant at, Duration took) {
        failed++;
        dead += sending.items().size();
        ended(sending.items(), Outcome.DEAD, at, took, detail, sending.digestKey());
    }

    /** They were not taken in time: of each is written down what the channel said to that one. */
    void tooOld(List<Item> items, Function<Item, String> why) {
        dead += items.size();
        Instant now = clock.wall();
        outcomes.ended(items.stream()
                .map(item -> delivery(item, Outcome.DEAD, now, Duration.ZERO, why.apply(item), Optional.empty()))
                .toList());
    }

    /** It is of no use any more. */
    void dropped(Item item, String why, Optional<String> digest) {
        ended(List.of(item), Outcome.DROPPED, clock.wall(), Duration.ZERO, why, digest);
    }

    private void ended(
            Collection<Item> items,
            Outcome outcome,
            Instant at,
            Duration took,
            String detail,
            Optional<String> digest) {
        if (items.isEmpty()) {
            return;
        }
        List<Delivery> deliveries = new ArrayList<>(items.size());
        for (Item item : items) {
            deliveries.add(delivery(item, outcome, at, took, detail, digest));
        }
        outcomes.ended(deliveries);
    }

    private Delivery delivery(
            Item item, Outcome outcome, Instant at, Duration took, String detail, Optional<String> digest) {
        return new Delivery(item.key(), channel, item.alert(), item.attempts(), outcome, at, took, detail, digest);
    }

    ChannelStatistics statistics(long waiting, Optional<Instant> oldest) {
        Duration since = oldest.map(at -> Duration.between(at, clock.wall()))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
        return new ChannelStatistics(channel, waiting, since, sent, messages, failed, dead);
    }
}
