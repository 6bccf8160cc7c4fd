package io.healthmon.notify;

import static io.healthmon.HealthStatus.UNHEALTHY;
import static io.healthmon.HealthStatus.UNKNOWN;
import static io.healthmon.notify.Notifications.changed;
import static io.healthmon.notify.Notifications.follow;
import static io.healthmon.notify.Notifications.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.notify.Delivery.Outcome;
import io.healthmon.notify.Notification.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Changes are told where the status is another than that which was told last. */
class ChangesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration INTERVAL = ChannelOptions.DEFAULT.digestInterval();

    private final FakeNotifier ops = new FakeNotifier();
    private final DispatcherRig rig = new DispatcherRig(new Channel("ops", ops, ChannelOptions.DEFAULT)).open();
    private final Instant start = rig.time.wall();
    private final List<Notification> down =
            IntStream.range(0, 3).mapToObj(i -> trigger("ops", "s" + i, start)).toList();

    private void told() {
        down.forEach(rig::record);
        assertThat(ops.taken()).hasSize(3);
    }

    @Test
    void changeThatIsTakenBackWhileItIsCollected_isNotTold() {
        told();
        Notification there = changed(down.get(0), UNKNOWN, SECOND);
        Notification back = changed(down.get(0), UNHEALTHY, SECOND.multipliedBy(2));

        rig.record(there);
        rig.record(back);
        rig.advance(INTERVAL);

        assertThat(ops.said()).hasSize(3);
        assertThat(rig.outcomesOf(there)).containsExactly(Outcome.DROPPED);
        assertThat(rig.outcomesOf(back)).containsExactly(Outcome.DROPPED);
        assertThat(rig.deliveriesOf(back)).first().extracting(Delivery::detail).isEqualTo("it is as was told last");
    }

    @Test
    void changeThatIsToldAndTakenBack_isToldTwice() {
        told();
        rig.record(changed(down.get(0), UNKNOWN, SECOND));
        rig.advance(INTERVAL);
        rig.record(changed(down.get(0), UNHEALTHY, SECOND.multipliedBy(2)));
        rig.advance(INTERVAL);

        assertThat(ops.said().subList(3, 5)).containsExactly("changed s0", "changed s0");
    }

    @Test
    void changeThatIsTakenBackBeforeTheTriggerLeaves_isNotTold() {
        ops.fail();
        rig.record(down.get(0));
        rig.record(changed(down.get(0), UNKNOWN, SECOND));
        rig.record(changed(down.get(0), UNHEALTHY, SECOND.multipliedBy(2)));
        ops.takeAll();
        rig.advance(INTERVAL);

        assertThat(ops.said()).containsExactly("triggered s0");
    }

    @Test
    void changeOfSeverityAlone_isTold() {
        told();
        Notification change = changed(down.get(0), UNHEALTHY, SECOND);
        rig.record(new Notification(
                "ops",
                Kind.CHANGED,
                change.alert().changed(io.healthmon.alert.Severity.CRITICAL, "Service s0 is unhealthy"),
                UNHEALTHY,
                change.at(),
                "because",
                change.labels()));
        rig.advance(INTERVAL);

        assertThat(ops.said()).endsWith("changed s0");
    }

    @Test
    void changeOfWhichNobodyKnowsWhatWasToldBefore_isTold() {
        FakeNotifier again = new FakeNotifier();
        DispatcherRig restarted = new DispatcherRig(new Channel("ops", again, ChannelOptions.DEFAULT)).open();

        restarted.record(changed(down.get(0), UNHEALTHY, SECOND));
        restarted.record(follow(down.get(0), Kind.RESOLVED, SECOND.multipliedBy(3)));

        assertThat(again.said()).containsExactly("changed s0", "resolved s0");
    }
}
