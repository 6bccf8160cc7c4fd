package io.healthmon.notify;

import static io.healthmon.notify.Notifications.critical;
import static io.healthmon.notify.Notifications.follow;
import static io.healthmon.notify.Notifications.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.notify.Delivery.Outcome;
import io.healthmon.notify.Notification.Kind;
import io.healthmon.time.ManualTime;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What goes over which channel, when and how often, on manual time. */
class DispatcherTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration INTERVAL = ChannelOptions.DEFAULT.digestInterval();

    private final ManualTime time = new ManualTime();
    private final Instant start = time.wall();
    private final Map<String, Deque<Runnable>> threads = new LinkedHashMap<>();
    private final List<String> hanging = new ArrayList<>();
    private final List<Delivery> outcomes = new ArrayList<>();
    private final FakeNotifier ops = new FakeNotifier();
    private final FakeNotifier mail = new FakeNotifier();
    private final FakeNotifier pager = new FakeNotifier(true);
    private final Dispatcher dispatcher = dispatcher();

    private Dispatcher dispatcher() {
        List<Channel> channels = List.of(
                new Channel("ops", ops, ChannelOptions.DEFAULT),
                new Channel("mail", mail, ChannelOptions.DEFAULT),
                new Channel("pager", pager, ChannelOptions.DEFAULT));
        return new Dispatcher(
                channels,
                new Dispatcher.Surroundings() {
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
                        return threads.computeIfAbsent(channel, name -> new ArrayDeque<>())::add;
                    }

                    @Override
                    public double random() {
                        return 0.5;
                    }
                },
                outcomes::addAll);
    }

    private void settle() {
        boolean some = true;
        while (some) {
            some = false;
            for (Map.Entry<String, Deque<Runnable>> thread : threads.entrySet()) {
                if (!hanging.contains(thread.getKey()) && !thread.getValue().isEmpty()) {
                    thread.getValue().remove().run();
                    some = true;
                }
            }
        }
    }

    private void advance(Duration by) {
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

    private void open() {
        dispatcher.start();
        dispatcher.opened(List.of(), List.of());
        dispatcher.caughtUp();
    }

    private void record(Notification... notifications) {
        dispatcher.recorded(List.of(notifications));
        settle();
    }

    private List<Outcome> outcomesOf(Notification notification) {
        return outcomes.stream()
                .filter(its -> its.key().equals(notification.key()))
                .map(Delivery::outcome)
                .toList();
    }

    private static List<Unsent> pending(Notification... notifications) {
        return Arrays.stream(notifications).map(its -> new Unsent(its, 0)).toList();
    }

    // ---- one at a time

    @Test
    void notification_recorded_isSentAtOnce_andItsOutcomeTold() {
        open();
        Notification down = trigger("ops", "a", start);

        record(down);

        assertThat(ops.said()).containsExactly("triggered a");
        assertThat(ops.taken().get(0).key()).isEqualTo(down.key());
        assertThat(outcomesOf(down)).containsExactly(Outcome.SENT);
        assertThat(outcomes.get(0).attempt()).isEqualTo(1);
        assertThat(mail.tried()).isEmpty();
    }

    @Test
    void channelThatHangs_delaysNoOther() {
        open();
        hanging.add("ops");

        record(trigger("ops", "a", start), trigger("mail", "a", start));
        advance(Duration.ofMinutes(10));
        record(trigger("mail", "b", start));

        assertThat(mail.said()).containsExactly("triggered a", "triggered b");
        assertThat(ops.tried()).isEmpty();
    }

    @Test
    void notifier_beyondItsDeadline_isInterruptedAndTriedAgain() {
        open();
        boolean[] slow = {true};
        ops.answer(message -> {
            if (slow[0]) {
                slow[0] = false;
                time.advance(Duration.ofSeconds(10));
                if (Thread.interrupted()) {
                    throw new InterruptedException("the token is s3cret");
                }
            }
            return new Receipt.Taken("ok");
        });
        Notification down = trigger("ops", "a", start);

        record(down);
        assertThat(outcomes).extracting(Delivery::detail).containsExactly("no answer within 10000 ms");
        assertThat(outcomes.get(0).took()).isEqualTo(Duration.ofSeconds(10));
        advance(SECOND);

        assertThat(outcomesOf(down)).containsExactly(Outcome.FAILED, Outcome.SENT);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void notifier_whoseExceptionHoldsASecret_tellsItsKindAlone() {
        open();
        ops.answer(message -> {
            throw new IllegalStateException("https://hooks.example/s3cret");
        });

        record(trigger("ops", "a", start));

        assertThat(outcomes).extracting(Delivery::detail).containsExactly("the notifier failed: IllegalStateException");
    }

    // ---- again and again

    @Test
    void failure_isTriedAgain_withPausesThatDouble_andOrderIsKept() {
        open();
        ops.fail();
        Notification down = trigger("ops", "a", start);
        Notification up = follow(down, Kind.RESOLVED, Duration.ofMinutes(5));
        List<Instant> at = new ArrayList<>();
        ops.answer(message -> {
            at.add(time.wall());
            return new Receipt.Failed("HTTP 500", Optional.empty());
        });

        record(down);
        record(up);
        advance(Duration.ofSeconds(8));

        assertThat(at.stream().map(moment -> Duration.between(start, moment).toMillis()))
                .containsExactly(0L, 500L, 1_500L, 3_500L, 7_500L);
        assertThat(ops.tried()).extracting(Message::key).containsOnly(down.key());
        ops.takeAll();
        advance(Duration.ofMinutes(6));
        assertThat(ops.said()).containsExactly("triggered a", "resolved a");
    }

    @Test
    void pauses_neverExceedFiveMinutes() {
        open();
        ops.fail();
        record(trigger("ops", "a", start));
        advance(Duration.ofHours(1));
        int before = ops.tried().size();

        advance(Duration.ofHours(1));

        assertThat(ops.tried().size() - before).isBetween(23, 25); // each 2.5 min by these dice
    }

    @Test
    void retryAfter_isHonoured_upToAnHour() {
        open();
        ops.answer(message -> new Receipt.Failed("HTTP 429", Optional.of(Duration.ofSeconds(90))));
        record(trigger("ops", "a", start));

        advance(Duration.ofSeconds(89));
        assertThat(ops.tried()).hasSize(1);
        ops.answer(message -> new Receipt.Failed("HTTP 429", Optional.of(Duration.ofDays(90))));
        advance(SECOND);
        assertThat(ops.tried()).hasSize(2);
        advance(Duration.ofMinutes(59));
        assertThat(ops.tried()).hasSize(2);
        advance(Duration.ofMinutes(1));
        assertThat(ops.tried()).hasSize(3);
    }

    @Test
    void failures_areRecordedSparsely_andWhenTheyAreOthers() {
        open();
        ops.fail();
        IntStream.range(0, 3_000).forEach(i -> record(trigger("ops", "s" + i, start)));

        advance(Duration.ofHours(12));
        int recorded = outcomes.size();
        ops.answer(message -> new Receipt.Failed("HTTP 502", Optional.empty()));
        advance(Duration.ofMinutes(3));

        assertThat(ops.tried().size()).isGreaterThan(250);
        assertThat(recorded).isBetween(25, 40);
        assertThat(outcomes).hasSize(recorded + 1);
        assertThat(outcomes.get(recorded).detail()).isEqualTo("HTTP 502");
    }

    // ---- given up

    @Test
    void refused_isDead_andSaidOnTheOthers_onceAnHour() {
        open();
        ops.answer(message -> new Receipt.Refused("HTTP 404: no_service"));
        Notification down = trigger("ops", "a", start);
        Notification up = follow(down, Kind.RESOLVED, Duration.ofMinutes(5));

        record(down, up, trigger("ops", "b", start));
        advance(SECOND);

        assertThat(outcomesOf(down)).containsExactly(Outcome.DEAD);
        assertThat(outcomesOf(up)).containsExactly(Outcome.DROPPED);
        assertThat(mail.said()).containsExactly("notice");
        assertThat(mail.taken().get(0).notice().orElseThrow())
                .isEqualTo("The channel ops does not take what it is given: it was not told that the alert of a was"
                        + " triggered. HTTP 404: no_service");
        assertThat(pager.said()).containsExactly("notice");
        assertThat(ops.said()).isEmpty();
        advance(Duration.ofMinutes(59));
        record(trigger("ops", "c", start));
        advance(SECOND);
        assertThat(mail.said()).hasSize(1);
        advance(Duration.ofMinutes(1));
        record(trigger("ops", "d", start));
        advance(SECOND);
        assertThat(mail.said()).hasSize(2);
    }

    @Test
    void allChannelsDead_sayNothingForEver() {
        open();
        for (FakeNotifier each : List.of(ops, mail, pager)) {
            each.answer(message -> new Receipt.Refused("HTTP 404"));
        }

        record(trigger("ops", "a", start), trigger("mail", "a", start), trigger("pager", "a", start));
        advance(Duration.ofHours(3));

        assertThat(ops.tried()).hasSizeLessThan(10);
        assertThat(time.pending()).isZero();
    }

    @Test
    void messageOlderThanItMayBecome_isDead_whateverTheWallClockSays() {
        open();
        ops.fail();
        Notification down = trigger("ops", "a", start);
        record(down);
        time.jumpWall(Duration.ofDays(30));
        advance(Duration.ofHours(23));
        assertThat(outcomesOf(down)).doesNotContain(Outcome.DEAD);

        advance(Duration.ofMinutes(66));

        assertThat(outcomesOf(down)).endsWith(Outcome.DEAD);
        assertThat(outcomes.get(outcomes.size() - 1).detail())
                .isEqualTo("not delivered within PT24H; the last answer: HTTP 500");
        assertThat(mail.said()).containsExactly("notice");
    }

    @Test
    void noticeThatIsNotTaken_holdsUpNoAlert() {
        open();
        mail.answer(message -> message.notice().isPresent()
                ? new Receipt.Failed("HTTP 500", Optional.empty())
                : new Receipt.Taken("ok"));
        ops.answer(message -> new Receipt.Refused("HTTP 404"));
        record(trigger("ops", "a", start));
        advance(SECOND);

        record(trigger("mail", "a", start));
        advance(Duration.ofSeconds(2));

        assertThat(mail.said()).containsExactly("triggered a");
        advance(Duration.ofHours(2));
        assertThat(time.pending()).isZero();
    }

    @Test
    void messageThatAloneIsNotTaken_holdsUpWhatFollowsOnItAlone() {
        open();
        Notification poison = trigger("ops", "a", start);
        Notification after = follow(poison, Kind.RESOLVED, SECOND);
        boolean[] cured = {false};
        ops.answer(message -> !cured[0] && message.key().equals(poison.key())
                ? new Receipt.Failed("HTTP 500", Optional.empty())
                : new Receipt.Taken("ok"));

        record(poison, after, trigger("ops", "b", start));
        advance(Duration.ofMinutes(1));
        record(trigger("ops", "c", start));
        assertThat(ops.said()).containsExactly("triggered b", "triggered c");
        int tries = ops.tried().size();
        advance(Duration.ofMinutes(21));
        assertThat(ops.tried().size() - tries).isBetween(4, 5);
        cured[0] = true;
        advance(Duration.ofMinutes(6));

        assertThat(ops.said()).containsExactly("triggered b", "triggered c", "triggered a", "resolved a");
    }

    @Test
    void messageThatAloneIsNeverTaken_isGivenUpInTime() {
        open();
        Notification poison = trigger("ops", "a", start);
        Notification after = follow(poison, Kind.RESOLVED, SECOND);
        ops.answer(message -> message.key().equals(poison.key())
                ? new Receipt.Failed("HTTP 500", Optional.empty())
                : new Receipt.Taken("ok"));
        record(poison, after, trigger("ops", "b", start));

        advance(Duration.ofHours(25));

        assertThat(outcomesOf(poison)).endsWith(Outcome.DEAD);
        assertThat(outcomesOf(after)).containsExactly(Outcome.DROPPED);
        assertThat(time.pending()).isZero();
    }

    @Test
    void channelThatIsBack_takesWhatWasTriedInTurnAtOnce() {
        open();
        ops.fail();
        record(trigger("ops", "a", start), trigger("ops", "b", start));
        advance(Duration.ofHours(1));
        ops.takeAll();

        advance(Duration.ofMinutes(5));

        assertThat(ops.said()).containsExactlyInAnyOrder("triggered a", "triggered b");
    }

    @Test
    void triggerThatNeverArrivedBefore_dropsWhatFollows() {
        Notification down = trigger("ops", "a", start);
        Notification up = follow(down, Kind.RESOLVED, SECOND);
        dispatcher.start();
        dispatcher.opened(pending(up), List.of(new TriggerFate("ops", down.about(), Optional.empty())));
        settle();

        assertThat(ops.tried()).isEmpty();
        assertThat(outcomesOf(up)).containsExactly(Outcome.DROPPED);
    }

    @Test
    void changeThatWaits_isReplacedByANewerOneAndByTheResolve() {
        open();
        ops.fail();
        Notification down = trigger("ops", "a", start);
        Notification first = follow(down, Kind.CHANGED, Duration.ofMinutes(1));
        Notification second = follow(down, Kind.REMINDED, Duration.ofMinutes(2));
        Notification up = follow(down, Kind.RESOLVED, Duration.ofMinutes(3));
        record(down, first, second);
        assertThat(outcomesOf(first)).containsExactly(Outcome.DROPPED);
        assertThat(outcomesOf(second)).isEmpty();

        record(up);
        ops.takeAll();
        advance(Duration.ofMinutes(1));

        assertThat(outcomesOf(second)).containsExactly(Outcome.DROPPED);
        assertThat(ops.said()).containsExactly("triggered a", "resolved a");
    }

    // ---- storms

    @Test
    void storm_isAFewMessagesAndOneDigest_withoutHoldingBackTheFirstCritical() {
        open();
        IntStream.range(0, 2_800).forEach(i -> record(trigger("ops", "s" + i, start)));
        assertThat(ops.said()).containsExactly("triggered s0", "triggered s1", "triggered s2");

        record(critical("ops", "db", start));
        assertThat(ops.said()).hasSize(4).endsWith("triggered db");
        record(critical("ops", "db2", start));
        assertThat(ops.said()).hasSize(4);
        advance(INTERVAL);

        assertThat(ops.said()).hasSize(5).endsWith("digest of 2798");
        assertThat(outcomes).hasSize(2_802).extracting(Delivery::outcome).containsOnly(Outcome.SENT);
        assertThat(outcomes.stream().filter(its -> its.digest().isPresent())).hasSize(2_798);
        assertThat(dispatcher.statistics().get(0))
                .isEqualTo(new ChannelStatistics("ops", 0, Duration.ZERO, 2_802, 5, 0, 0));
    }

    @Test
    void stormThatGoesOn_isOneDigestAnInterval_andQuietEndsIt() {
        open();
        for (int i = 0; i < 60; i++) {
            record(trigger("ops", "s" + i, start.plusSeconds(i)));
            advance(Duration.ofSeconds(2));
        }
        assertThat(ops.said())
                .containsExactly(
                        "triggered s0",
                        "triggered s1",
                        "triggered s2",
                        "digest of 12",
                        "digest of 15",
                        "digest of 15",
                        "digest of 15");

        advance(INTERVAL.multipliedBy(2));
        record(trigger("ops", "late", start));

        assertThat(ops.said()).endsWith("triggered late");
    }

    @Test
    void oneThatHadToWaitAlone_isNoDigest() {
        open();
        IntStream.range(0, 4).forEach(i -> record(trigger("ops", "s" + i, start)));
        advance(INTERVAL);

        assertThat(ops.said()).containsExactly("triggered s0", "triggered s1", "triggered s2", "triggered s3");
    }

    @Test
    void digestThatFails_isTriedAgainAsItIs() {
        open();
        IntStream.range(0, 10).forEach(i -> record(trigger("ops", "s" + i, start)));
        ops.fail();
        advance(INTERVAL);
        record(trigger("ops", "late", start));
        ops.takeAll();
        advance(SECOND);

        Message again = ops.taken().get(3);
        assertThat(again).isEqualTo(ops.tried().get(3));
        assertThat(again.notifications()).hasSize(7);
        advance(INTERVAL);
        assertThat(ops.said()).endsWith("digest of 7", "triggered late");
    }

    // ---- channels that keep alerts

    @Test
    void digestWhereAlertsAreKept_isOverWhenAllThatItToldAre() {
        open();
        List<Notification> down = IntStream.range(0, 6)
                .mapToObj(i -> trigger("pager", "s" + i, start))
                .toList();
        down.forEach(this::record);
        advance(INTERVAL);
        assertThat(pager.said()).containsExactly("triggered s0", "triggered s1", "triggered s2", "digest of 3");
        Message digest = pager.taken().get(3);

        record(follow(down.get(0), Kind.RESOLVED, Duration.ofMinutes(1)));
        record(follow(down.get(3), Kind.CHANGED, Duration.ofMinutes(1)));
        record(follow(down.get(3), Kind.RESOLVED, Duration.ofMinutes(2)));
        record(follow(down.get(5), Kind.RESOLVED, Duration.ofMinutes(2)));
        assertThat(pager.said()).hasSize(5).endsWith("resolved s0");
        Notification last = follow(down.get(4), Kind.RESOLVED, Duration.ofMinutes(3));
        record(last);

        assertThat(pager.taken()).hasSize(6);
        assertThat(pager.taken().get(5).key()).isEqualTo(digest.key());
        assertThat(pager.taken().get(5).isDigest()).isTrue();
        assertThat(pager.taken().get(5).notifications()).containsExactly(last);
        assertThat(outcomes.get(outcomes.size() - 1).digest()).hasValue(digest.key());
    }

    @Test
    void resolveInAStorm_whereAlertsAreKept_waitsForItsOwnTriggerAlone() {
        open();
        List<Notification> down = IntStream.range(0, 6)
                .mapToObj(i -> trigger("pager", "s" + i, start))
                .toList();
        down.forEach(this::record);

        record(follow(down.get(1), Kind.RESOLVED, SECOND));
        record(follow(down.get(4), Kind.RESOLVED, SECOND));
        assertThat(pager.said()).endsWith("resolved s1");
        advance(INTERVAL);

        assertThat(pager.said()).endsWith("digest of 2");
        record(follow(down.get(3), Kind.RESOLVED, SECOND), follow(down.get(5), Kind.RESOLVED, SECOND));
        assertThat(pager.taken()).hasSize(6);
        assertThat(pager.taken().get(5).key()).isEqualTo(pager.taken().get(4).key());
    }

    @Test
    void stormThatIsOverBeforeItsDigest_opensNothingWhereAlertsAreKept() {
        open();
        List<Notification> down = new ArrayList<>();
        for (String channel : List.of("pager", "ops")) {
            IntStream.range(0, 300).forEach(i -> down.add(trigger(channel, "s" + i, start)));
        }
        down.forEach(this::record);
        down.stream().map(one -> follow(one, Kind.RESOLVED, SECOND)).forEach(this::record);
        List<String> singles =
                List.of("triggered s0", "triggered s1", "triggered s2", "resolved s0", "resolved s1", "resolved s2");

        advance(INTERVAL);

        assertThat(pager.said()).containsExactlyElementsOf(singles);
        assertThat(outcomesOf(down.get(5))).containsExactly(Outcome.DROPPED);
        assertThat(outcomesOf(follow(down.get(5), Kind.RESOLVED, SECOND))).containsExactly(Outcome.DROPPED);
        assertThat(ops.said()).hasSize(4).endsWith("digest of 597");
        assertThat(dispatcher.statistics().get(2).waiting()).isZero();
        record(trigger("pager", "late", start));
        advance(INTERVAL);
        assertThat(pager.said()).endsWith("triggered late");
    }

    @Test
    void stormOfAnEarlierProcess_isToldWhereAlertsAreKept_sinceItMayHaveArrived() {
        List<Notification> down = IntStream.range(0, 6)
                .mapToObj(i -> trigger("pager", "s" + i, start))
                .toList();
        List<Notification> all = new ArrayList<>(down);
        down.forEach(one -> all.add(follow(one, Kind.RESOLVED, SECOND)));
        dispatcher.start();
        dispatcher.opened(pending(all.toArray(Notification[]::new)), List.of());
        dispatcher.caughtUp();

        advance(INTERVAL);

        assertThat(pager.said()).contains("digest of 3");
        assertThat(outcomes).extracting(Delivery::outcome).contains(Outcome.SENT);
        assertThat(pager.taken().get(pager.taken().size() - 1).notifications())
                .extracting(Notification::kind)
                .containsExactly(Kind.RESOLVED);
    }

    @Test
    void digestWhereAlertsAreKept_tellsOfThoseThatAreNotOver() {
        open();
        List<Notification> down = IntStream.range(0, 6)
                .mapToObj(i -> trigger("pager", "s" + i, start))
                .toList();
        down.forEach(this::record);
        record(follow(down.get(3), Kind.RESOLVED, SECOND));

        advance(INTERVAL);
        assertThat(pager.said()).endsWith("digest of 2");
        record(follow(down.get(4), Kind.RESOLVED, INTERVAL), follow(down.get(5), Kind.RESOLVED, INTERVAL));

        assertThat(pager.taken()).hasSize(5);
        assertThat(pager.taken().get(4).key()).isEqualTo(pager.taken().get(3).key());
    }

    @Test
    void changeThatIsRefused_whereAlertsAreKept_holdsUpNoResolve() {
        open();
        Notification down = trigger("pager", "a", start);
        record(down);
        pager.fail();
        record(follow(down, Kind.CHANGED, SECOND));
        record(follow(down, Kind.RESOLVED, SECOND.multipliedBy(2)));
        IntStream.range(0, 6).forEach(i -> record(trigger("pager", "s" + i, start)));
        pager.answer(message -> message.notifications().get(0).kind() == Kind.CHANGED
                ? new Receipt.Refused("HTTP 400")
                : new Receipt.Taken("ok"));

        advance(Duration.ofMinutes(2));

        assertThat(pager.said()).contains("resolved a");
        assertThat(dispatcher.statistics().get(2).waiting()).isZero();
    }

    @Test
    void digestOfAnEarlierProcess_isOverWhenAllThatItToldAre() {
        Notification one = trigger("pager", "a", start);
        Notification two = trigger("pager", "b", start);
        dispatcher.start();
        dispatcher.opened(
                List.of(),
                List.of(
                        new TriggerFate("pager", one.about(), Optional.of("digest:1")),
                        new TriggerFate("pager", two.about(), Optional.of("digest:1"))));
        dispatcher.caughtUp();

        record(follow(one, Kind.RESOLVED, SECOND));
        assertThat(pager.tried()).isEmpty();
        record(follow(two, Kind.RESOLVED, SECOND));

        assertThat(pager.taken()).extracting(Message::key).containsExactly("digest:1");
    }

    // ---- what an earlier process left

    @Test
    void pendingInTheStore_goBeforeWhatIsNew() {
        Notification down = trigger("ops", "a", start);
        Notification up = follow(down, Kind.RESOLVED, SECOND);
        dispatcher.start();
        record(up);
        assertThat(ops.tried()).isEmpty();

        dispatcher.opened(pending(down), List.of());
        settle();

        assertThat(ops.said()).containsExactly("triggered a", "resolved a");
    }

    @Test
    void leftOnDisk_leavesBeforeTheStoreIsBack_andNotAgainThen() {
        Notification down = trigger("ops", "a", start);
        Notification up = follow(down, Kind.RESOLVED, SECOND);
        Notification other = trigger("ops", "b", start);
        Notification otherUp = follow(other, Kind.RESOLVED, SECOND);
        dispatcher.left(new Left(pending(down, up, otherUp), List.of()));
        dispatcher.start();
        settle();
        assertThat(ops.said()).containsExactly("triggered a", "resolved a");

        dispatcher.opened(pending(other, down), List.of());
        settle();
        advance(INTERVAL);

        assertThat(ops.said()).containsExactly("triggered a", "resolved a", "triggered b", "resolved b");
    }

    @Test
    void resolveWhoseTriggerIsOnItsWayToTheStore_waitsForIt() {
        Notification down = trigger("ops", "a", start);
        Notification up = follow(down, Kind.RESOLVED, SECOND);
        Notification before = trigger("ops", "b", start);
        Notification beforeUp = follow(before, Kind.RESOLVED, SECOND);
        dispatcher.start();
        dispatcher.opened(List.of(), List.of());
        record(up, beforeUp);
        assertThat(ops.tried()).isEmpty();

        record(down);
        assertThat(ops.said()).containsExactly("triggered a", "resolved a");
        dispatcher.caughtUp();
        settle();

        assertThat(ops.said()).containsExactly("triggered a", "resolved a", "resolved b");
    }

    @Test
    void leftOnDisk_sentBefore_isNotSentAgain() {
        Notification down = trigger("ops", "a", start);
        Notification up = follow(down, Kind.RESOLVED, SECOND);
        Notification dead = trigger("ops", "b", start);
        Notification deadUp = follow(dead, Kind.RESOLVED, SECOND);
        dispatcher.left(
                new Left(pending(up, deadUp), List.of(delivery(down, Outcome.SENT), delivery(dead, Outcome.DEAD))));
        dispatcher.start();
        settle();
        dispatcher.opened(pending(down, dead), List.of());
        settle();

        assertThat(ops.said()).containsExactly("resolved a");
        assertThat(outcomesOf(deadUp)).containsExactly(Outcome.DROPPED);
    }

    private Delivery delivery(Notification notification, Outcome outcome) {
        return new Delivery(
                notification.key(),
                notification.channel(),
                notification.about(),
                1,
                outcome,
                start,
                SECOND,
                "",
                Optional.empty());
    }

    @Test
    void channelThatIsNoMore_dropsWhatWaitsForIt() {
        Notification down = trigger("gone", "a", start);
        dispatcher.start();
        dispatcher.opened(pending(down), List.of());
        Notification up = follow(down, Kind.RESOLVED, SECOND);
        record(up);

        assertThat(outcomesOf(down)).containsExactly(Outcome.DROPPED);
        assertThat(outcomesOf(up)).containsExactly(Outcome.DROPPED);
    }

    // ---- the end, and tests of a channel

    @Test
    void stop_letsWhatIsOnItsWayEnd_andBeginsNothing() {
        open();
        hanging.add("ops");
        record(trigger("ops", "a", start), trigger("ops", "b", start));

        CompletableFuture<Void> stopped = dispatcher.stop(Duration.ofSeconds(2));
        assertThat(stopped).isNotDone();
        hanging.clear();
        settle();

        assertThat(stopped).isDone();
        assertThat(ops.said()).containsExactly("triggered a");
        assertThat(outcomes).hasSize(1);
        dispatcher.close();
        assertThat(ops.isClosed()).isTrue();
    }

    @Test
    void stop_whereAChannelHangs_isBounded() {
        open();
        hanging.add("ops");
        record(trigger("ops", "a", start));

        CompletableFuture<Void> stopped = dispatcher.stop(Duration.ofSeconds(2));
        advance(Duration.ofSeconds(2));

        assertThat(stopped).isDone();
    }

    @Test
    void test_goesBeforeWhatWaits_onceAndWithoutRecord() {
        open();
        ops.fail();
        record(trigger("ops", "a", start));
        ops.takeAll();

        CompletableFuture<Receipt> receipt =
                dispatcher.test("ops", "only a test").orElseThrow();
        settle();

        assertThat(receipt).isCompletedWithValue(new Receipt.Taken("ok"));
        assertThat(ops.said()).startsWith("notice");
        assertThat(outcomes).extracting(Delivery::outcome).containsExactly(Outcome.FAILED, Outcome.SENT);
        assertThat(dispatcher.test("unknown", "only a test")).isEmpty();
    }

    @Test
    void test_thatIsTaken_letsWhatWaitsGoAtOnce() {
        open();
        ops.answer(message -> new Receipt.Failed("HTTP 503", Optional.of(Duration.ofHours(1))));
        IntStream.range(0, 16).forEach(i -> record(trigger("ops", "s" + i, start)));
        ops.takeAll();

        assertThat(dispatcher.test("ops", "only a test")).isPresent();
        settle();

        assertThat(ops.said()).containsExactly("notice", "triggered s0", "triggered s1", "triggered s2");
        advance(INTERVAL);
        assertThat(ops.said()).endsWith("digest of 13");
    }

    @Test
    void test_thatIsNotTaken_changesNothing() {
        open();
        ops.answer(message -> new Receipt.Failed("HTTP 503", Optional.of(Duration.ofMinutes(1))));
        record(trigger("ops", "a", start));

        assertThat(dispatcher.test("ops", "only a test")).isPresent();
        settle();
        ops.takeAll();
        advance(Duration.ofSeconds(59));
        assertThat(ops.said()).isEmpty();
        advance(SECOND);

        assertThat(ops.said()).containsExactly("triggered a");
    }

    @Test
    void whatFollowsOnAnAlertThatTheChannelHas_keepsItsOrder_whenItIsNotTakenAtOnce() {
        open();
        Notification down = trigger("pager", "a", start);
        record(down);
        pager.fail();
        record(follow(down, Kind.ACKNOWLEDGED, Duration.ofSeconds(1)));
        record(follow(down, Kind.RESOLVED, Duration.ofSeconds(2)));
        advance(Duration.ofMinutes(1));
        pager.answer(message -> message.notifications().get(0).kind() == Kind.RESOLVED
                ? new Receipt.Taken("ok")
                : new Receipt.Failed("HTTP 500", Optional.empty()));
        advance(Duration.ofMinutes(10));
        assertThat(pager.said()).containsExactly("triggered a");

        pager.takeAll();
        advance(Duration.ofMinutes(10));

        assertThat(pager.said()).containsExactly("triggered a", "acknowledged a", "resolved a");
    }
}
