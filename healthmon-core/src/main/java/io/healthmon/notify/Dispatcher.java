package io.healthmon.notify;

import io.healthmon.notify.Delivery.Outcome;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings recorded notifications to their channels: each over a lane of its own, so that none waits for another's channel. What became of
 * each attempt it tells, to be recorded; until that is done a notification may be sent again after a crash, by the same key.
 *
 * <p>Thread-safe, but for what comes before {@link #start}. Nothing of it blocks but {@link #close}, which lets the notifiers go.
 */
public final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** How often it is said, over the other channels, that one takes nothing. */
    static final Duration NOTICE_EVERY = Duration.ofHours(1);

    /** Where all of it runs, and when. */
    public interface Surroundings {
        /** Both times. */
        MonitorClock clock();

        /** Later work. */
        Timers timers();

        /** A thread for one channel alone, which may block. */
        Executor thread(String channel);

        /** Numbers drawn from 0 on, below 1; thread-safe. */
        double random();
    }

    private final MonitorClock clock;
    private final Timers timers;
    private final Outcomes outcomes;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();

    /** Channels that are no more and of which that was said. */
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    /** When, by the monotonic clock, it was said last that a channel takes nothing. Guarded by itself. */
    private final Map<String, Long> noticed = new HashMap<>();

    /** The channels of which this process has said so. Guarded by {@link #noticed}. */
    private final Set<String> saidHere = new HashSet<>();

    /**
     * A dispatcher at rest.
     *
     * @param outcomes hears of every attempt that is to be recorded
     */
    public Dispatcher(Collection<Channel> channels, Surroundings surroundings, Outcomes outcomes) {
        this.clock = surroundings.clock();
        this.timers = surroundings.timers();
        this.outcomes = outcomes;
        for (Channel channel : channels) {
            lanes.put(channel.name(), new Lane(channel, surroundings, outcomes, this::gaveUp));
        }
    }

    /** True if there is no channel. */
    public boolean isIdle() {
        return lanes.isEmpty();
    }

    /** What an earlier process left on disk, of all channels. Before {@link #start}. */
    public void left(Left left) {
        Map<String, List<Unsent>> pending = new LinkedHashMap<>();
        Map<String, List<Delivery>> ended = new LinkedHashMap<>();
        left.pending()
                .forEach(one -> list(pending, one.notification().channel()).add(one));
        left.ended().forEach(one -> list(ended, one.channel()).add(one));
        left.ended().stream()
                .filter(one -> one.outcome() == Outcome.DEAD)
                .forEach(one -> saidBefore(one.channel(), one.at()));
        dropUnknown(pending);
        lanes.forEach((name, lane) ->
                lane.left(new Left(pending.getOrDefault(name, List.of()), ended.getOrDefault(name, List.of()))));
    }

    private static <T> List<T> list(Map<String, List<T>> map, String name) {
        return map.computeIfAbsent(name, key -> new ArrayList<>());
    }

    /** From now on what waits goes out. */
    public void start() {
        lanes.values().forEach(Lane::start);
    }

    /**
     * The store was opened for the first time and tells what it knows.
     *
     * @param pending what waits there, the oldest first; what this process has sent already may be among it
     * @param fates the triggers of alerts that are not over, which were told in a digest or never arrived
     */
    public void opened(List<Unsent> pending, List<TriggerFate> fates) {
        Map<String, List<Unsent>> byChannel = new LinkedHashMap<>();
        Map<String, List<TriggerFate>> fatesByChannel = new LinkedHashMap<>();
        pending.forEach(one -> list(byChannel, one.notification().channel()).add(one));
        fates.forEach(one -> list(fatesByChannel, one.channel()).add(one));
        fates.forEach(one -> one.gaveUpAt().ifPresent(at -> saidBefore(one.channel(), at)));
        dropUnknown(byChannel);
        lanes.forEach((name, lane) ->
                lane.opened(byChannel.getOrDefault(name, List.of()), fatesByChannel.getOrDefault(name, List.of())));
    }

    /**
     * The store has all that was on disk when it was opened, after {@link #opened}. Until then what follows on an alert waits if its trigger
     * is known neither here nor there: it may become known on the way.
     */
    public void caughtUp() {
        lanes.values().forEach(Lane::caughtUp);
    }

    private void dropUnknown(Map<String, List<Unsent>> byChannel) {
        byChannel.forEach((name, all) -> {
            if (!lanes.containsKey(name)) {
                all.forEach(one -> dropped(one.notification(), one.attempts()));
            }
        });
    }

    /** These were recorded, in this order. */
    public void recorded(List<Notification> notifications) {
        for (Notification notification : notifications) {
            Lane lane = lanes.get(notification.channel());
            if (lane != null) {
                lane.offer(notification);
            } else {
                dropped(notification, 0);
            }
        }
    }

    private void dropped(Notification notification, int attempts) {
        if (unknown.add(notification.channel())) {
            LOG.warn("there is no channel {} any more: what waits for it is dropped", notification.channel());
        }
        outcomes.ended(List.of(new Delivery(
                notification.key(),
                notification.channel(),
                notification.about(),
                Math.max(1, attempts),
                Outcome.DROPPED,
                clock.wall(),
                Duration.ZERO,
                "there is no channel of this name any more",
                Optional.empty())));
    }

    /**
     * Something was given up before this process began, which was said then. Of several within the hour the first counts: the others were
     * not worth saying again.
     */
    private void saidBefore(String channel, Instant at) {
        Duration since = Duration.between(at, clock.wall());
        if (since.isNegative() || since.compareTo(NOTICE_EVERY) >= 0) {
            return;
        }
        long moment = clock.nanos() - since.toNanos();
        synchronized (noticed) {
            if (!saidHere.contains(channel)) {
                noticed.merge(channel, moment, (one, other) -> one - other < 0 ? one : other);
            }
        }
    }

    /** Said over the others, off the lane's lock: it may be their turn to say so of this one. */
    private void gaveUp(String channel, Notification example, String detail) {
        synchronized (noticed) {
            long now = clock.nanos();
            Long last = noticed.get(channel);
            if (last != null && now - last < NOTICE_EVERY.toNanos()) {
                return;
            }
            noticed.put(channel, now);
            saidHere.add(channel);
        }
        String sentence =
                "The channel " + channel + " does not take what it is given: it was not told that the alert of "
                        + example.alert().service() + " was " + example.kind().word() + ". " + detail;
        Message notice = Message.notice("notice:" + channel + ":" + clock.wall(), sentence, clock.wall());
        timers.after(
                Duration.ZERO,
                () -> lanes.forEach((name, lane) -> {
                    if (!name.equals(channel)) {
                        lane.notice(notice);
                    }
                }));
    }

    /**
     * Sends a word that is no alert over one channel, once, before all that waits for it.
     *
     * @return what came of it; completes on one of the dispatcher's threads, which must not be held up; empty if there is no such channel
     */
    public Optional<CompletableFuture<Receipt>> test(String channel, String sentence) {
        Message message = Message.notice("test:" + channel + ":" + clock.wall(), sentence, clock.wall());
        return Optional.ofNullable(lanes.get(channel)).map(lane -> lane.test(message));
    }

    /** Counts, in the order of the channels. */
    public List<ChannelStatistics> statistics() {
        return lanes.values().stream().map(Lane::statistics).toList();
    }

    /**
     * Begins nothing more.
     *
     * @param patience how long what is on its way may take before it is interrupted
     * @return completes when nothing is on its way, or its time is over
     */
    public CompletableFuture<Void> stop(Duration patience) {
        CompletableFuture<Void> still =
                CompletableFuture.allOf(lanes.values().stream().map(Lane::stop).toArray(CompletableFuture<?>[]::new));
        if (still.isDone()) {
            return still;
        }
        CompletableFuture<Void> over = new CompletableFuture<>();
        timers.after(patience, () -> {
            lanes.values().forEach(Lane::interrupt);
            over.complete(null);
        });
        return CompletableFuture.anyOf(still, over).thenApply(done -> null);
    }

    /** Lets the notifiers go. */
    public void close() {
        lanes.values().forEach(Lane::close);
    }
}
