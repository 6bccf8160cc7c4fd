package io.healthmon.notify;

import static io.healthmon.notify.Notifications.follow;
import static io.healthmon.notify.Notifications.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.notify.Delivery.Outcome;
import io.healthmon.notify.Notification.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is given up, and that it was tried before. */
class GivingUpTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ChannelOptions SHORT =
            new ChannelOptions(ChannelOptions.DEFAULT.deadline(), 3, ChannelOptions.DEFAULT.digestInterval(), MINUTE);

    private final FakeNotifier ops = new FakeNotifier();
    private final FakeNotifier mail = new FakeNotifier();
    private final DispatcherRig rig =
            new DispatcherRig(new Channel("ops", ops, SHORT), new Channel("mail", mail, ChannelOptions.DEFAULT)).open();

    private Instant now() {
        return rig.time.wall();
    }

    private void leaveAlone(FakeNotifier channel, Duration asked) {
        channel.answer(message -> new Receipt.Failed("HTTP 429", Optional.of(asked)));
    }

    @Test
    void alertThatOpensInAPause_isTriedBeforeItsTimeIsOver() {
        leaveAlone(ops, Duration.ofHours(1));
        Notification first = trigger("ops", "a", now());
        rig.record(first);
        rig.advance(SECOND.multipliedBy(20));
        Notification second = trigger("ops", "b", now());
        rig.record(second);
        rig.advance(SECOND.multipliedBy(35));
        ops.takeAll();

        rig.advance(MINUTE);

        assertThat(ops.said()).containsExactly("triggered b");
        assertThat(rig.outcomesOf(second)).containsExactly(Outcome.SENT);
    }

    @Test
    void pause_isNoLongerThanWhatTheOldestHasLeft() {
        leaveAlone(ops, Duration.ofHours(1));
        Notification down = trigger("ops", "a", now());
        rig.record(down);
        ops.takeAll();

        rig.advance(SECOND.multipliedBy(49));
        assertThat(ops.tried()).hasSize(1);
        rig.advance(SECOND);

        assertThat(rig.outcomesOf(down)).containsExactly(Outcome.FAILED, Outcome.SENT);
    }

    @Test
    void channelThatTakesNothing_isLeftAloneForTenSecondsAtLeast_andEachIsTriedOfItsOwn() {
        leaveAlone(ops, Duration.ofHours(1));
        List<Notification> down = IntStream.range(0, 30)
                .mapToObj(i -> {
                    Notification one = trigger("ops", "s" + i, now());
                    rig.record(one);
                    rig.advance(SECOND);
                    return one;
                })
                .toList();

        rig.advance(MINUTE.multipliedBy(2));

        for (Notification one : down) {
            assertThat(rig.outcomesOf(one)).endsWith(Outcome.DEAD);
            assertThat(ops.tried())
                    .as(one.key())
                    .anyMatch(message -> message.notifications().contains(one));
        }
        assertThat(ops.tried().size()).isLessThan(12);
    }

    @Test
    void whatIsGivenUp_tellsItsOwnAttemptsAndItsOwnAnswer() {
        ops.answer(message -> new Receipt.Failed(
                message.notifications().get(0).alert().service().equals("a") ? "HTTP 429" : "HTTP 503",
                Optional.of(Duration.ofHours(1))));
        Notification first = trigger("ops", "a", now());
        Notification second = trigger("ops", "b", now().plusSeconds(20));
        rig.record(first);
        rig.advance(SECOND.multipliedBy(20));
        rig.record(second);

        rig.advance(MINUTE.multipliedBy(2));

        assertThat(rig.deliveriesOf(first)).last().satisfies(end -> {
            assertThat(end.outcome()).isEqualTo(Outcome.DEAD);
            assertThat(end.detail()).endsWith("the last answer: HTTP 429");
            assertThat(end.attempt()).isEqualTo(2);
        });
        assertThat(rig.deliveriesOf(second)).last().satisfies(end -> {
            assertThat(end.outcome()).isEqualTo(Outcome.DEAD);
            assertThat(end.detail()).endsWith("the last answer: HTTP 503");
            assertThat(end.attempt()).isEqualTo(1);
        });
    }

    @Test
    void whatWaitedTooLongWhileNobodyWasThere_isTriedOnce() {
        FakeNotifier late = new FakeNotifier();
        Notification down = trigger("late", "a", now().minus(Duration.ofDays(2)));
        Notification up = follow(down, Kind.RESOLVED, MINUTE);

        new DispatcherRig(new Channel("late", late, ChannelOptions.DEFAULT))
                .open(List.of(new Unsent(down, 0), new Unsent(up, 0)), List.of());

        assertThat(late.said()).containsExactly("triggered a", "resolved a");
    }

    @Test
    void whatIsCollectedForLongerThanItsTime_leavesWithItsDigest() {
        FakeNotifier slow = new FakeNotifier();
        DispatcherRig its = new DispatcherRig(new Channel(
                        "slow",
                        slow,
                        new ChannelOptions(ChannelOptions.DEFAULT.deadline(), 1, MINUTE.multipliedBy(5), MINUTE)))
                .open();

        IntStream.range(0, 4).forEach(i -> its.record(trigger("slow", "s" + i, now())));
        its.advance(MINUTE.multipliedBy(6));

        assertThat(slow.said()).containsExactly("triggered s0", "digest of 3");
    }

    @Test
    void whatWasSaidBeforeARestart_isNotSaidAgainWithinTheHour() {
        Notification before = trigger("ops", "a", now().minus(Duration.ofMinutes(50)));
        List<TriggerFate> fates = List.of(
                new TriggerFate(
                        "ops", before.about(), Optional.empty(), Optional.of(now().minus(MINUTE.multipliedBy(50)))),
                new TriggerFate(
                        "ops", before.about(), Optional.empty(), Optional.of(now().minus(MINUTE.multipliedBy(5)))));
        DispatcherRig again = new DispatcherRig(
                        new Channel("ops", ops, SHORT), new Channel("mail", mail, ChannelOptions.DEFAULT))
                .open(List.of(), fates);
        ops.answer(message -> new Receipt.Refused("HTTP 404"));

        again.record(trigger("ops", "b", now()));
        again.advance(MINUTE.multipliedBy(9));
        assertThat(mail.tried()).isEmpty();
        again.advance(MINUTE);
        again.record(trigger("ops", "c", now()));
        again.advance(SECOND);

        assertThat(mail.said()).containsExactly("notice");
    }

    @Test
    void whatWasSaidBeforeARestart_asTheDiskHasIt_isNotSaidAgainWithinTheHour() {
        Notification before = trigger("ops", "a", now().minus(MINUTE));
        DispatcherRig again =
                new DispatcherRig(new Channel("ops", ops, SHORT), new Channel("mail", mail, ChannelOptions.DEFAULT));
        again.dispatcher.left(new Left(
                List.of(),
                List.of(new Delivery(
                        before.key(),
                        "ops",
                        before.about(),
                        1,
                        Outcome.DEAD,
                        now().minus(MINUTE),
                        SECOND,
                        "HTTP 404",
                        Optional.empty()))));
        again.open();
        ops.answer(message -> new Receipt.Refused("HTTP 404"));

        again.record(trigger("ops", "b", now()));
        again.advance(MINUTE);

        assertThat(mail.tried()).isEmpty();
    }

    @Test
    void noticeThatIsNotTaken_leavesNoAlertWaiting() {
        mail.answer(message -> message.notice().isPresent()
                ? new Receipt.Failed("HTTP 429", Optional.of(Duration.ofHours(1)))
                : new Receipt.Taken("ok"));
        ops.answer(message -> new Receipt.Refused("HTTP 404"));
        rig.record(trigger("ops", "a", now()));
        rig.advance(SECOND);
        assertThat(mail.tried()).hasSize(1);

        rig.record(trigger("mail", "b", now()));

        assertThat(mail.said()).containsExactly("triggered b");
        assertThat(mail.tried()).hasSize(2);
        rig.advance(Duration.ofHours(2));
        assertThat(rig.time.pending()).isZero();
    }
}
