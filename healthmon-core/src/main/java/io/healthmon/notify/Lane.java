package io.healthmon.notify;

import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what waits for one channel there. One message is on its way at a time, on the channel's own thread. One that is not taken is
 * tried again as it is, and everything behind it waits; but if it alone is not, while another is, it goes on waiting beside the others,
 * with what follows on the same alert.
 *
 * <p>Thread-safe. Never blocks: what may is the notifier, on its thread and under no lock.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** How often one message may fail in a row before another is tried in turn with it. */
    static final int PATIENCE = 5;

    /**
     * How long a channel that fails is left alone at least, however little time what waits for it has left; and how long before that is
     * over it is tried once more.
     */
    static final Duration LEAST_PAUSE = Duration.ofSeconds(10);

    /** How many messages wait beside the others at most. */
    private static final int MAX_ASIDE = 20;

    private static final Duration ASIDE_EVERY = Duration.ofMinutes(5);

    /** Hears of what is given up, under the lane's lock. */
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

    private record Aside(Sending sending, long dueAt) {}

    private record Test(Message message, CompletableFuture<Receipt> receipt) {}

    private final Channel channel;
    private final MonitorClock clock;
    private final Timers timers;
    private final Executor thread;
    private final Dead dead;

    // Guarded by this.
    private final Ledger ledger;
    private final Waiting waiting;
    private final Notices notices;
    private final Backoff backoff;
    private final Deque<Test> tests = new ArrayDeque<>();

    /** What was not taken: the one that is tried again, or two, in turn. */
    private final Deque<Sending> failing = new ArrayDeque<>();

    private final Deque<Aside> aside = new ArrayDeque<>();
    private @Nullable Attempt underWay;
    private boolean started;
    private boolean closed;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private long failedAt;
    private long notBefore;
    private Timers.@Nullable Timeout wake;
    private long wakesAt;
    private String lastFailure = "";

    Lane(Channel channel, Dispatcher.Surroundings surroundings, Outcomes outcomes, Dead dead) {
        this.channel = channel;
        this.clock = surroundings.clock();
        this.timers = surroundings.timers();
        this.thread = surroundings.thread(channel.name());
        this.dead = dead;
        this.ledger = new Ledger(channel.name(), clock, outcomes);
        this.waiting = new Waiting(channel, ledger);
        DoubleSupplier random = surroundings::random;
        this.backoff = new Backoff(random);
        this.notices = new Notices(new Backoff(random));
        this.failedAt = clock.nanos();
        this.notBefore = failedAt;
    }

    // ---- what comes

    /** What an earlier process left on disk: what waits, and what has come to an end. Before {@link #start}. */
    synchronized void left(Left left) {
        waiting.left(left.ended());
        left.pending().forEach(pending -> waiting.add(old(pending)));
    }

    synchronized void start() {
        started = true;
        pump();
    }

    /** What the store tells when it is opened; see {@link Waiting#opened}. */
    synchronized void opened(List<Unsent> pending, List<TriggerFate> fates) {
        waiting.opened(pending.stream().map(this::old).toList(), fates);
        pump();
    }

    /** See {@link Waiting#caughtUp}. */
    synchronized void caughtUp() {
        waiting.caughtUp();
        pump();
    }

    /** A notification was recorded. Once it is closed, it waits for the next start. */
    synchronized void offer(Notification notification) {
        if (!closed) {
            waiting.add(item(new Unsent(notification, 0), Duration.ZERO, false));
            pump();
        }
    }

    private Item old(Unsent pending) {
        Duration age = Duration.between(pending.notification().at(), clock.wall());
        return item(pending, age.isNegative() ? Duration.ZERO : age, true);
    }

    /** From here on its age is that of the monotonic clock: a wall clock that jumps must not make everything too old. */
    private Item item(Unsent pending, Duration age, boolean old) {
        Duration left = channel.options().giveUpAfter().minus(age);
        return new Item(pending.notification(), pending.attempts(), clock.nanos() + left.toNanos(), old);
    }

    /** Says something of the monitor itself, if the channel takes anything within the hour. */
    synchronized void notice(Message message) {
        if (!closed) {
            notices.add(message, clock.nanos());
            pump();
        }
    }

    /** Sends it once, before all that waits, whatever came of what was sent before. */
    synchronized CompletableFuture<Receipt> test(Message message) {
        Test test = new Test(message, new CompletableFuture<>());
        if (closed) {
            refuse(test);
        } else {
            tests.add(test);
            pump();
        }
        return test.receipt();
    }

    private static void refuse(Test test) {
        test.receipt().complete(new Receipt.Failed("the monitor was closed", Optional.empty()));
    }

    // ---- what goes

    private void pump() {
        if (closed || !started || underWay != null) {
            return;
        }
        Test test = tests.poll();
        if (test != null) {
            send(test.message(), (receipt, at, took) -> ended(test, receipt));
            return;
        }
        long now = clock.nanos();
        giveUpTheOld(now);
        long ends = pauseEnds();
        if (now - ends < 0) {
            wakeAt(ends);
            return;
        }
        Sending next = backoff.isFailing() ? waiting.urgent(now + LEAST_PAUSE.toNanos(), clock.wall()) : null;
        if (next == null) {
            next = failing.isEmpty() ? fresh(now) : again(now);
        }
        if (next != null) {
            go(next);
        }
    }

    private void go(Sending next) {
        next.tried();
        send(next.message(), (receipt, at, took) -> ended(next, receipt, at, took));
    }

    /** A pause is over early where what waits would be too old by then: a message is tried before it is given up. */
    private long pauseEnds() {
        OptionalLong first = Stream.concat(failing.stream().map(Sending::tooOldAt), Stream.of(waiting.tooOldAt()))
                .flatMapToLong(OptionalLong::stream)
                .reduce(Lane::earlier);
        if (first.isEmpty()) {
            return notBefore;
        }
        long least = LEAST_PAUSE.toNanos();
        return earlier(notBefore, later(failedAt + least, first.getAsLong() - least));
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    private static long later(long one, long other) {
        return one - other < 0 ? other : one;
    }

    /** What failed once more, or another in turn with it: to see whether it is the message or the channel. */
    private @Nullable Sending again(long now) {
        Sending first = failing.element();
        Sending other =
                failing.size() == 1 && first.tries() >= PATIENCE && backoff.isFailing() && aside.size() < MAX_ASIDE
                        ? waiting.next(now, clock.wall())
                        : null;
        return other != null ? other : failing.remove();
    }

    private @Nullable Sending fresh(long now) {
        Sending notice = notices.next(now, true);
        Sending next = notice != null ? notice : waiting.next(now, clock.wall());
        if (next == null && !aside.isEmpty()) {
            if (now - aside.element().dueAt() >= 0) {
                return aside.remove().sending();
            }
            wakeAt(aside.element().dueAt());
        }
        waiting.heldUntil().ifPresent(this::wakeAt);
        notices.heldUntil().ifPresent(this::wakeAt);
        return next != null ? next : notices.next(now, false);
    }

    /** The earliest of all that was asked for counts: whoever is woken too early asks again. */
    private void wakeAt(long moment) {
        Timers.Timeout pending = wake;
        if (pending != null) {
            if (wakesAt - moment <= 0) {
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

    /** Takes what came of an attempt. */
    @FunctionalInterface
    private interface Ending {
        void ended(Receipt receipt, Instant at, Duration took);
    }

    private void send(Message message, Ending ending) {
        Attempt attempt = new Attempt(channel, timers);
        underWay = attempt;
        try {
            thread.execute(() -> {
                Instant at = clock.wall();
                long began = clock.nanos();
                Receipt receipt = attempt.send(message);
                ended(ending, receipt, at, Duration.ofNanos(clock.nanos() - began));
            });
        } catch (RejectedExecutionException gone) {
            underWay = null;
            closed = true;
            stopped.complete(null);
        }
    }

    private synchronized void ended(Ending ending, Receipt receipt, Instant at, Duration took) {
        underWay = null;
        ending.ended(receipt, at, took);
        if (closed) {
            stopped.complete(null);
        }
        pump();
    }

    // ---- what came of it

    /** What waits need not wait for a channel that took a test. */
    private void ended(Test test, Receipt receipt) {
        if (receipt instanceof Receipt.Taken) {
            works();
            notices.taken();
        }
        test.receipt().complete(receipt);
    }

    private void ended(Sending sending, Receipt receipt, Instant at, Duration took) {
        if (receipt instanceof Receipt.Taken) {
            taken(sending, receipt.detail(), at, took);
        } else if (receipt instanceof Receipt.Failed failure) {
            failed(sending, failure, at, took);
        } else {
            ledger.refused(sending, receipt.detail(), at, took);
            waiting.refused(sending);
            failing.remove(sending);
            dead(sending.items(), receipt.detail());
        }
    }

    private void taken(Sending sending, String detail, Instant at, Duration took) {
        works();
        if (sending.items().isEmpty()) {
            notices.taken();
        }
        ledger.sent(sending, detail, at, took);
        waiting.taken(sending, clock.nanos());
    }

    /** The channel took something. */
    private void works() {
        if (backoff.isFailing()) {
            LOG.info("channel {}: takes messages again", channel.name());
        }
        backoff.succeeded();
        notBefore = clock.nanos();
        lastFailure = "";
    }

    private void failed(Sending sending, Receipt.Failed failure, Instant at, Duration took) {
        ledger.failed(sending, failure.detail(), at, took);
        if (sending.items().isEmpty()) {
            // Alerts don't wait for it: it is not they that were not taken.
            notices.failed(clock.nanos(), failure.retryAfter());
            tellOf(failure);
            return;
        }
        sending.answered(failure.detail());
        if (sending.tries() > PATIENCE && failing.isEmpty() && !backoff.isFailing()) {
            // The channel works: it is this one that it does not take.
            aside.add(new Aside(sending, clock.nanos() + ASIDE_EVERY.toNanos()));
            return;
        }
        failedAt = clock.nanos();
        notBefore = failedAt + backoff.failed(failure.retryAfter()).toNanos();
        tellOf(failure);
        failing.add(sending);
    }

    private void tellOf(Receipt.Failed failure) {
        if (!failure.detail().equals(lastFailure)) {
            lastFailure = failure.detail();
            LOG.warn("channel {}: took nothing and is tried again: {}", channel.name(), failure.detail());
        }
    }

    private void giveUpTheOld(long now) {
        for (Sending sending : List.copyOf(failing)) {
            if (sending.hasTooOld(now)) {
                failing.remove(sending);
                tooOld(waiting.tooOld(sending, now));
            }
        }
        for (Aside one : List.copyOf(aside)) {
            if (one.sending().hasTooOld(now)) {
                aside.remove(one);
                tooOld(waiting.tooOld(one.sending(), now));
            }
        }
        tooOld(waiting.tooOld(now));
    }

    private void tooOld(List<Item> items) {
        if (!items.isEmpty()) {
            ledger.tooOld(items, this::why);
            dead(items, why(items.get(0)));
        }
    }

    private String why(Item item) {
        String answer = item.lastAnswer();
        return "not delivered within " + channel.options().giveUpAfter()
                + (answer.isEmpty() ? "" : "; the last answer: " + answer);
    }

    private void dead(List<Item> items, String why) {
        if (!items.isEmpty()) {
            Item first = items.get(0);
            LOG.error("channel {}: {} given up, the first {}: {}", channel.name(), items.size(), first.key(), why);
            dead.gaveUp(channel.name(), first.notification(), why);
        }
    }

    // ---- the whole

    synchronized ChannelStatistics statistics() {
        return ledger.statistics(waiting.size(), waiting.oldest());
    }

    /** Begins nothing more; completes when nothing is on its way. */
    synchronized CompletableFuture<Void> stop() {
        closed = true;
        tests.forEach(Lane::refuse);
        tests.clear();
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
