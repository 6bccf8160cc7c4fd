package io.healthmon.notify;

import io.healthmon.alert.AlertKey;
import io.healthmon.notify.Delivery.Outcome;
import io.healthmon.notify.Sending.Way;
import io.healthmon.notify.StormBreaker.Permit;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to go over one channel, in order, and what has gone: the trigger of an alert before all else of it. One message is on its way
 * at a time, on the channel's own thread; a channel that fails is tried again with what it did not take, and everything behind that waits.
 *
 * <p>Thread-safe. Never blocks: what may is the notifier, on its thread and under no lock.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** What a digest tells of at most; what is more goes with the next. */
    static final int MAX_DIGEST = 5_000;

    private static final int MAX_UNDELIVERED = 10_000;
    private static final int MAX_NOTICES = 20;
    private static final Duration NOTICE_TOO_OLD = Duration.ofHours(1);

    /** How long a notifier may take to notice that it was interrupted before that is said. */
    private static final Duration NOTICING = Duration.ofSeconds(5);

    /** Hears of what is given up. */
    @FunctionalInterface
    interface Dead {
        /**
         * Some are.
         *
         * @param example the first of them
         * @param detail why
         */
        void gaveUp(String channel, Notification example, String detail);
    }

    private record Notice(Message message, long tooOldAt) {}

    private final Channel channel;
    private final MonitorClock clock;
    private final Timers timers;
    private final Executor thread;
    private final Outcomes outcomes;
    private final Dead dead;

    // Guarded by this.
    private final Line line = new Line();
    private final StormBreaker breaker;
    private final Backoff backoff;

    /** Of a channel that keeps alerts: what follows on alerts that it has. It is few, and waits for no digest. */
    private final Deque<Item> following = new ArrayDeque<>();

    private final OpenDigests digests = new OpenDigests();
    private final Deque<Notice> notices = new ArrayDeque<>();

    /** A notice was not taken: alerts go before it, lest it holds them up. */
    private boolean noticeFailed;

    private final Deque<Sending> asked = new ArrayDeque<>();

    /** Alerts whose trigger never arrived: nothing that follows is of use. */
    private final Set<AlertKey> undelivered = new LinkedHashSet<>();

    /** Until the store has told what it knows: what came to an end, and the alerts whose trigger is known here. */
    private @Nullable Set<String> endedKeys = new HashSet<>();

    private final Set<AlertKey> triggered = new HashSet<>();

    /** What can't go before the store has told what became of its trigger. */
    private final Map<String, Item> untriggered = new LinkedHashMap<>();

    private @Nullable Sending underWay;
    private @Nullable Sending again;
    private boolean started;
    private boolean closed;
    private CompletableFuture<Void> stopped = new CompletableFuture<>();
    private long notBefore;
    private Timers.@Nullable Timeout wake;
    private long wakesAt;
    private String lastFailure = "";

    private long sent;
    private long messages;
    private long failed;
    private long givenUp;

    Lane(
            Channel channel,
            MonitorClock clock,
            Timers timers,
            Executor thread,
            DoubleSupplier random,
            Outcomes outcomes,
            Dead dead) {
        this.channel = channel;
        this.clock = clock;
        this.timers = timers;
        this.thread = thread;
        this.outcomes = outcomes;
        this.dead = dead;
        this.backoff = new Backoff(random);
        this.breaker =
                new StormBreaker(channel.options().burst(), channel.options().digestInterval());
        this.notBefore = clock.nanos();
    }

    // ---- what comes

    /** What an earlier process left on disk: all that waits, and what has come to an end. Before {@link #start}. */
    synchronized void left(Left left) {
        Set<String> over = endedKeys;
        if (over == null) {
            throw new IllegalStateException("the store has told already");
        }
        for (Delivery delivery : left.ended()) {
            over.add(delivery.key());
            Notification.Kind kind = Notification.kind(delivery.key());
            if (kind == Notification.Kind.RESOLVED) {
                digests.remove(delivery.alert());
            } else if (kind == Notification.Kind.TRIGGERED) {
                triggered.add(delivery.alert());
                if (delivery.outcome() != Outcome.SENT) {
                    undelivered(delivery.alert());
                } else if (channel.notifier().keepsAlerts()) {
                    delivery.digest().ifPresent(digest -> digests.add(digest, delivery.alert()));
                }
            }
        }
        left.pending().forEach(pending -> offer(item(pending, false)));
    }

    synchronized void start() {
        started = true;
        pump();
    }

    /** The store tells what waits there, the oldest first, and which digests are not over. */
    synchronized void opened(List<Pending> pending, Map<String, List<AlertKey>> openDigests) {
        Set<String> over = endedKeys == null ? Set.of() : endedKeys;
        endedKeys = null;
        if (channel.notifier().keepsAlerts()) {
            openDigests.forEach((digest, alerts) -> alerts.stream()
                    .filter(alert -> !undelivered.contains(alert))
                    .forEach(alert -> digests.add(digest, alert)));
        }
        List<Item> older = new ArrayList<>();
        for (Pending one : pending) {
            String key = one.notification().key();
            if (!over.contains(key) && !line.contains(key) && !isOnItsWay(key)) {
                older.add(item(one, false));
            }
        }
        older.forEach(item -> untriggered.remove(item.key()));
        List<Item> newer = line.all();
        newer.forEach(line::remove);
        triggered.clear();
        older.forEach(this::place);
        newer.forEach(line::add);
        List<Item> later = List.copyOf(untriggered.values());
        untriggered.clear();
        later.forEach(this::place);
        pump();
    }

    private boolean isOnItsWay(String key) {
        return following.stream().anyMatch(item -> item.key().equals(key))
                || contains(underWay, key)
                || contains(again, key);
    }

    private static boolean contains(@Nullable Sending sending, String key) {
        return sending != null
                && sending.items().stream().anyMatch(item -> item.key().equals(key));
    }

    /** A notification was recorded. */
    synchronized void offer(Notification notification) {
        offer(item(new Pending(notification, 0), true));
        pump();
    }

    private Item item(Pending pending, boolean fresh) {
        Duration age =
                fresh ? Duration.ZERO : Duration.between(pending.notification().at(), clock.wall());
        Duration left = channel.options().giveUpAfter().minus(age.isNegative() ? Duration.ZERO : age);
        return new Item(pending.notification(), pending.attempts(), clock.nanos() + left.toNanos());
    }

    private void offer(Item item) {
        if (closed) {
            return; // it waits for the next start
        }
        if (item.isTrigger()) {
            if (endedKeys != null) {
                triggered.add(item.alert());
            }
        } else if (endedKeys != null && !triggered.contains(item.alert())) {
            untriggered.put(item.key(), item);
            return;
        }
        place(item);
    }

    private void place(Item item) {
        if (undelivered.contains(item.alert())) {
            if (item.kind() == Notification.Kind.RESOLVED) {
                undelivered.remove(item.alert());
            }
            dropped(item, "what it follows on was never delivered", Optional.empty());
            return;
        }
        List<Item> before = line.of(item.alert());
        if (item.isReplaceable() || item.kind() == Notification.Kind.RESOLVED) {
            replace(before, item);
            replace(List.copyOf(following), item);
        }
        boolean follows = channel.notifier().keepsAlerts()
                && !item.isTrigger()
                && line.of(item.alert()).isEmpty()
                && !isOnItsWay(item.alert());
        if (follows) {
            following.add(item);
        } else {
            line.add(item);
        }
    }

    private boolean isOnItsWay(AlertKey alert) {
        return underWay != null && underWay.isAbout(alert) || again != null && again.isAbout(alert);
    }

    private void replace(List<Item> before, Item newer) {
        for (Item older : before) {
            if (older.isReplaceable() && older.alert().equals(newer.alert())) {
                line.remove(older);
                following.remove(older);
                dropped(older, "a later word of the same alert has taken its place", Optional.empty());
            }
        }
    }

    /** Says something of the monitor itself, if the channel takes anything within the hour. */
    synchronized void notice(Message message) {
        if (!closed && notices.size() < MAX_NOTICES) {
            notices.add(new Notice(message, clock.nanos() + NOTICE_TOO_OLD.toNanos()));
            pump();
        }
    }

    /** Sends it once, before all that waits, whatever came of what was sent before. */
    synchronized CompletableFuture<Receipt> ask(Message message) {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        if (closed) {
            receipt.complete(new Receipt.Failed("the monitor was closed", Optional.empty()));
        } else {
            asked.add(new Sending(message, Optional.of(receipt)));
            pump();
        }
        return receipt;
    }

    // ---- what goes

    private void pump() {
        if (closed || !started || underWay != null) {
            return;
        }
        Sending test = asked.poll();
        if (test != null) {
            send(test);
            return;
        }
        long now = clock.nanos();
        giveUpTheOld(now);
        if (now - notBefore < 0) {
            wakeAt(notBefore);
            return;
        }
        Sending next = again != null ? again : next(now);
        again = null;
        if (next != null) {
            send(next);
        }
    }

    private void wakeAt(long moment) {
        Timers.Timeout pending = wake;
        if (pending != null) {
            if (wakesAt - moment <= 0 && wakesAt - clock.nanos() > 0) {
                return;
            }
            pending.cancel();
        }
        wakesAt = moment;
        wake = timers.after(Duration.ofNanos(Math.max(0, moment - clock.nanos())), this::awake);
    }

    private synchronized void awake() {
        wake = null;
        pump();
    }

    private @Nullable Sending next(long now) {
        Sending notice = noticeFailed ? null : nextNotice();
        Sending urgent = notice != null ? notice : nextFollowing();
        if (urgent != null) {
            return urgent;
        }
        Optional<Item> first = line.first();
        return first.isEmpty() ? nextNotice() : next(first.get(), now);
    }

    private @Nullable Sending nextNotice() {
        Notice notice = notices.poll();
        return notice == null ? null : new Sending(notice.message(), Optional.empty());
    }

    private @Nullable Sending next(Item first, long now) {
        Permit permit = breaker.permit(now);
        if (permit == Permit.SINGLE) {
            return single(first, Way.SINGLE);
        }
        if (permit == Permit.DIGEST) {
            return digest();
        }
        Optional<Item> critical = breaker.owesCritical() ? line.firstCriticalTrigger() : Optional.empty();
        if (critical.isEmpty()) {
            wakeAt(breaker.ends());
            return null;
        }
        return single(critical.get(), Way.SINGLE);
    }

    private Sending single(Item item, Way way) {
        line.remove(item);
        return new Sending(Message.of(item.notification()), List.of(item), way);
    }

    private Sending digest() {
        List<Item> items = line.all().stream()
                .filter(item -> !channel.notifier().keepsAlerts() || item.isTrigger())
                .limit(MAX_DIGEST)
                .toList();
        if (items.size() == 1) {
            return single(items.get(0), Way.COLLECTED);
        }
        items.forEach(line::remove);
        Instant at = clock.wall();
        String key = "digest:" + Long.toString(micros(at), 36) + ":" + items.size() + ":" + channel.name();
        return new Sending(
                Message.digest(key, items.stream().map(Item::notification).toList(), at), items, Way.DIGEST);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    /** What follows on an alert that a digest told of has no alert of its own there: the digest is over when its last one is. */
    private @Nullable Sending nextFollowing() {
        for (Item item = following.poll(); item != null; item = following.poll()) {
            Optional<String> digest = digests.of(item.alert());
            if (digest.isEmpty()) {
                return new Sending(Message.of(item.notification()), List.of(item), Way.SINGLE);
            }
            if (item.kind() != Notification.Kind.RESOLVED) {
                dropped(item, "its alert was told in a digest", digest);
            } else if (digests.open(digest.get()) > 1) {
                digests.remove(item.alert());
                dropped(item, "its alert was told in a digest, which is over when all that it tells of are", digest);
            } else {
                Message over = Message.digest(
                        digest.get(),
                        List.of(item.notification()),
                        item.notification().at());
                return new Sending(over, List.of(item), Way.DIGEST);
            }
        }
        return null;
    }

    private void send(Sending sending) {
        underWay = sending;
        sending.items().forEach(Item::attempted);
        try {
            thread.execute(() -> attempt(sending));
        } catch (RejectedExecutionException gone) {
            underWay = null;
            closed = true;
            stopped.complete(null);
        }
    }

    // ---- an attempt, on the channel's thread

    private void attempt(Sending sending) {
        Instant at = clock.wall();
        long began = clock.nanos();
        Duration deadline = channel.options().deadline();
        sending.begins();
        Timers.Timeout watch = timers.after(deadline, () -> interrupt(sending));
        Receipt receipt;
        try {
            receipt = receipt(sending, deadline);
        } finally {
            watch.cancel();
            sending.ends();
        }
        ended(sending, receipt, at, Duration.ofNanos(clock.nanos() - began));
    }

    private Receipt receipt(Sending sending, Duration deadline) {
        try {
            @Nullable Receipt receipt = channel.notifier().send(sending.message(), deadline);
            return receipt != null ? receipt : new Receipt.Failed("the notifier answered nothing", Optional.empty());
        } catch (Throwable t) {
            // Not its message: that may hold what is secret.
            String what = sending.wasInterrupted()
                    ? "no answer within " + deadline.toMillis() + " ms"
                    : "the notifier failed: " + t.getClass().getSimpleName();
            return new Receipt.Failed(what, Optional.empty());
        }
    }

    private void interrupt(Sending sending) {
        if (sending.interrupt()) {
            timers.after(NOTICING, () -> {
                if (sending.interrupt()) {
                    LOG.error(
                            "channel {}: its notifier ignores that it was interrupted; nothing goes over it until it comes back",
                            channel.name());
                }
            });
        }
    }

    // ---- what came of it

    private synchronized void ended(Sending sending, Receipt receipt, Instant at, Duration took) {
        underWay = null;
        if (sending.asked().isPresent()) {
            sending.asked().get().complete(receipt);
        } else if (receipt instanceof Receipt.Taken) {
            taken(sending, receipt, at, took);
        } else if (receipt instanceof Receipt.Refused) {
            failed++;
            refused(sending, receipt.detail(), at, took);
        } else {
            failed++;
            Optional<Duration> retryAfter = receipt instanceof Receipt.Failed its ? its.retryAfter() : Optional.empty();
            failed(sending, receipt.detail(), retryAfter, at, took);
        }
        if (closed) {
            stopped.complete(null);
        }
        pump();
    }

    private void taken(Sending sending, Receipt receipt, Instant at, Duration took) {
        if (backoff.isFailing()) {
            LOG.info("channel {}: takes messages again", channel.name());
        }
        backoff.succeeded();
        lastFailure = "";
        noticeFailed = false;
        messages++;
        List<Item> items = sending.items();
        sent += items.size();
        end(sending, Outcome.SENT, receipt.detail(), at, took);
        if (items.isEmpty()) {
            return;
        }
        boolean lastWord = items.size() == 1 && digests.of(items.get(0).alert()).isPresent();
        boolean follower = channel.notifier().keepsAlerts() && !items.get(0).isTrigger();
        if (lastWord) {
            digests.remove(items.get(0).alert());
        } else if (sending.isDigest() && channel.notifier().keepsAlerts()) {
            items.forEach(item -> digests.add(sending.message().key(), item.alert()));
        }
        if (!follower) {
            passed(sending);
        }
        if (channel.notifier().keepsAlerts()) {
            items.forEach(item -> follow(item.alert()));
        }
    }

    private void passed(Sending sending) {
        long now = clock.nanos();
        if (sending.isCollected()) {
            breaker.digest(now, sending.hasCriticalTrigger());
        } else {
            breaker.single(now, sending.hasCriticalTrigger());
        }
    }

    private void follow(AlertKey alert) {
        for (Item item : line.of(alert)) {
            line.remove(item);
            following.add(item);
        }
    }

    private void refused(Sending sending, String detail, Instant at, Duration took) {
        end(sending, Outcome.DEAD, detail, at, took);
        if (!sending.items().isEmpty()) {
            dead(sending.items(), detail);
        }
    }

    private void failed(Sending sending, String detail, Optional<Duration> retryAfter, Instant at, Duration took) {
        Duration pause = backoff.failed(retryAfter);
        notBefore = clock.nanos() + pause.toNanos();
        if (!detail.equals(lastFailure)) {
            lastFailure = detail;
            LOG.warn("channel {}: took nothing and is tried again: {}", channel.name(), detail);
        }
        if (sending.items().isEmpty()) {
            if (!closed) {
                noticeFailed = true;
                notices.addFirst(new Notice(sending.message(), tooOldAt(sending.message())));
            }
            return;
        }
        again = sending;
        Item head = sending.items().get(0);
        if (head.isWorthRecording(detail)) {
            outcomes.ended(List.of(delivery(head, Outcome.FAILED, at, took, detail, sending.digestKey())));
        }
    }

    private long tooOldAt(Message message) {
        Duration age = Duration.between(message.at(), clock.wall());
        return clock.nanos()
                + NOTICE_TOO_OLD.minus(age.isNegative() ? Duration.ZERO : age).toNanos();
    }

    private void end(Sending sending, Outcome outcome, String detail, Instant at, Duration took) {
        List<Delivery> deliveries = new ArrayList<>(sending.items().size());
        for (Item item : sending.items()) {
            over(item);
            deliveries.add(delivery(item, outcome, at, took, detail, sending.digestKey()));
        }
        if (!deliveries.isEmpty()) {
            outcomes.ended(deliveries);
        }
    }

    private void over(Item item) {
        if (endedKeys != null) {
            endedKeys.add(item.key());
        }
    }

    private void dropped(Item item, String why, Optional<String> digest) {
        over(item);
        outcomes.ended(List.of(delivery(item, Outcome.DROPPED, clock.wall(), Duration.ZERO, why, digest)));
    }

    private Delivery delivery(
            Item item, Outcome outcome, Instant at, Duration took, String detail, Optional<String> digest) {
        return new Delivery(
                item.key(), channel.name(), item.alert(), item.attempts(), outcome, at, took, detail, digest);
    }

    // ---- what is given up

    private void giveUpTheOld(long now) {
        while (!notices.isEmpty() && now - notices.element().tooOldAt() >= 0) {
            notices.remove();
        }
        List<Item> old = new ArrayList<>();
        Sending waiting = again;
        if (waiting != null && waiting.items().stream().anyMatch(item -> item.isTooOld(now))) {
            again = null;
            waiting.items().stream().filter(item -> item.isTooOld(now)).forEach(old::add);
            line.addFirst(
                    waiting.items().stream().filter(item -> !item.isTooOld(now)).toList());
        }
        for (Item item = following.peek(); item != null && item.isTooOld(now); item = following.peek()) {
            old.add(following.remove());
        }
        for (Optional<Item> item = line.first(); item.isPresent() && item.get().isTooOld(now); item = line.first()) {
            line.remove(item.get());
            old.add(item.get());
        }
        if (!old.isEmpty()) {
            String why = "not delivered within " + channel.options().giveUpAfter()
                    + (lastFailure.isEmpty() ? "" : "; the last answer: " + lastFailure);
            List<Delivery> deliveries = new ArrayList<>();
            for (Item item : old) {
                over(item);
                deliveries.add(delivery(item, Outcome.DEAD, clock.wall(), Duration.ZERO, why, Optional.empty()));
            }
            outcomes.ended(deliveries);
            dead(old, why);
        }
    }

    private void dead(Collection<Item> items, String why) {
        givenUp += items.size();
        Item first = items.iterator().next();
        LOG.error("channel {}: {} given up, the first {}: {}", channel.name(), items.size(), first.key(), why);
        for (Item item : items) {
            if (item.isTrigger()) {
                undelivered(item.alert());
                for (Item follower : line.of(item.alert())) {
                    line.remove(follower);
                    place(follower);
                }
            }
            if (item.kind() == Notification.Kind.RESOLVED) {
                digests.remove(item.alert());
            }
        }
        dead.gaveUp(channel.name(), first.notification(), why);
    }

    private void undelivered(AlertKey alert) {
        undelivered.add(alert);
        if (undelivered.size() > MAX_UNDELIVERED) {
            undelivered.remove(undelivered.iterator().next());
        }
    }

    // ---- the whole

    synchronized ChannelStatistics statistics() {
        Sending now = underWay != null ? underWay : again;
        int onTheWay = now == null ? 0 : now.items().size();
        Optional<Item> oldest = now == null || now.items().isEmpty()
                ? line.first().or(() -> untriggered.values().stream().findFirst())
                : Optional.of(now.items().get(0));
        Duration since = oldest.map(item -> Duration.between(item.notification().at(), clock.wall()))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
        return new ChannelStatistics(
                channel.name(),
                line.size() + following.size() + untriggered.size() + onTheWay,
                since,
                sent,
                messages,
                failed,
                givenUp);
    }

    /** Begins nothing more; completes when nothing is on its way. */
    synchronized CompletableFuture<Void> stop() {
        closed = true;
        asked.forEach(test -> test.asked()
                .ifPresent(its -> its.complete(new Receipt.Failed("the monitor was closed", Optional.empty()))));
        asked.clear();
        if (underWay == null) {
            stopped.complete(null);
        }
        return stopped;
    }

    /** Interrupts what is on its way. */
    synchronized void interrupt() {
        if (underWay != null) {
            underWay.interrupt();
        }
    }

    void close() {
        interrupt();
        try {
            channel.notifier().close();
        } catch (Throwable t) {
            LOG.warn(
                    "channel {}: its notifier could not be closed: {}",
                    channel.name(),
                    t.getClass().getName());
        }
    }
}
