package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.notify.Channel;
import io.healthmon.notify.ChannelOptions;
import io.healthmon.notify.Channels;
import io.healthmon.notify.FakeNotifier;
import io.healthmon.notify.Message;
import io.healthmon.store.StoreStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a check to a message: what leaves, when and how often, whatever becomes of the store and of the process. */
class PipelineDeliveryTest {

    private static final Duration LONGEST_RETRY = Duration.ofSeconds(6);

    @TempDir
    private Path folder;

    private final FakeNotifier ops = new FakeNotifier();
    private final Channels channels = new Channels(List.of(new Channel("ops", ops, ChannelOptions.DEFAULT)), List.of());

    private PipelineHarness start() {
        return PipelineHarness.setup()
                .channels(channels)
                .spool(folder)
                .start(target("a").build(), target("b").build());
    }

    private PipelineHarness restarted(PipelineHarness monitor) {
        return monitor.restarted().start(target("a").build(), target("b").build());
    }

    private static void check(PipelineHarness monitor, HealthStatus status) {
        monitor.checks.answer("a", status);
        monitor.check("a");
        monitor.advance(Duration.ofSeconds(1));
    }

    private static void away(PipelineHarness monitor) {
        monitor.store.be(FlakyStore.Mood.AWAY);
        monitor.check("b"); // it is noticed when something is to be recorded
        monitor.advance(Duration.ofSeconds(1));
    }

    private static void back(PipelineHarness monitor) {
        monitor.store.be(FlakyStore.Mood.FINE);
        monitor.advance(LONGEST_RETRY);
        monitor.flush();
        assertThat(monitor.pipeline.storeStatus().state()).isEqualTo(StoreStatus.State.REACHABLE);
    }

    private void assertSettled(PipelineHarness monitor) {
        assertThat(monitor.store.pending()).isEmpty();
        assertThat(ops.taken()).extracting(Message::key).doesNotHaveDuplicates();
    }

    @Test
    void alert_isToldOnce_andItsResolve_andBothAreRecordedAsSent() {
        PipelineHarness monitor = start();

        check(monitor, HealthStatus.UNHEALTHY);
        check(monitor, HealthStatus.UNHEALTHY);
        Optional<Alert> alert = monitor.state("a").activeAlert();
        check(monitor, HealthStatus.HEALTHY);

        assertThat(ops.said()).containsExactly("triggered a", "resolved a");
        assertThat(alert.orElseThrow().channels()).containsExactly("ops");
        assertThat(ops.taken().get(0).notifications().get(0).alert().message())
                .isEqualTo("Service a is unhealthy: it says it is unhealthy");
        assertSettled(monitor);
    }

    @Test
    void alertWhileTheStoreIsAway_leavesFromTheSpool_andNotAgainWhenItIsBack() {
        PipelineHarness monitor = start();
        away(monitor);

        check(monitor, HealthStatus.UNHEALTHY);
        assertThat(ops.said()).containsExactly("triggered a");
        assertThat(monitor.store.alertsOf("a")).isEmpty();
        back(monitor);
        check(monitor, HealthStatus.HEALTHY);

        assertThat(ops.said()).containsExactly("triggered a", "resolved a");
        assertThat(monitor.store.alertsOf("a")).hasSize(1);
        assertSettled(monitor);
    }

    @Test
    void alertOnDisk_notSentWhenTheProcessDies_leavesAtTheNextStart_withoutTheStore() {
        PipelineHarness first = start();
        away(first);
        ops.fail();
        check(first, HealthStatus.UNHEALTHY);
        String key = ops.tried().get(0).key();
        ops.takeAll();

        PipelineHarness second = restarted(first);
        second.advance(Duration.ofSeconds(1));
        assertThat(second.pipeline.storeStatus().state()).isEqualTo(StoreStatus.State.AWAY);
        assertThat(ops.taken()).extracting(Message::key).containsExactly(key);
        PipelineHarness third = restarted(second);
        third.advance(Duration.ofSeconds(1));
        back(third);
        check(third, HealthStatus.HEALTHY);

        assertThat(ops.said()).containsExactly("triggered a", "resolved a");
        assertSettled(third);
    }

    @Test
    void alertInTheStore_notSentWhenTheProcessDies_leavesAtTheNextStart_beforeItsResolve() {
        PipelineHarness first = start();
        ops.fail();
        check(first, HealthStatus.UNHEALTHY);
        away(first);
        ops.takeAll();

        PipelineHarness second = restarted(first);
        check(second, HealthStatus.HEALTHY); // of a state that is not known yet: folded when the store tells
        assertThat(ops.said()).isEmpty();
        back(second);
        second.advance(Duration.ofSeconds(1));

        assertThat(ops.said()).containsExactly("triggered a", "resolved a");
        assertSettled(second);
    }

    @Test
    void commitThatWasNotAnswered_isToldOnce() {
        PipelineHarness monitor = start();
        monitor.store.be(FlakyStore.Mood.ANSWER_LOST);
        check(monitor, HealthStatus.UNHEALTHY);
        back(monitor);

        assertThat(ops.said()).containsExactly("triggered a");
        assertSettled(monitor);
    }

    @Test
    void withoutASpool_alertsWaitForTheStore_andLeaveThen() {
        PipelineHarness monitor = PipelineHarness.setup()
                .channels(channels)
                .start(target("a").build(), target("b").build());
        away(monitor);
        check(monitor, HealthStatus.UNHEALTHY);
        assertThat(ops.said()).isEmpty();
        back(monitor);

        assertThat(ops.said()).containsExactly("triggered a");
    }

    @Test
    void serviceThatIsRemoved_isResolvedWhereItWasTold() {
        PipelineHarness monitor = start();
        check(monitor, HealthStatus.UNHEALTHY);

        monitor.pipeline.remove("a");
        monitor.advance(Duration.ofSeconds(1));

        assertThat(ops.said()).containsExactly("triggered a", "resolved a");
        assertSettled(monitor);
    }

    @Test
    void channelThatIsNoMore_keepsNothingPending() {
        PipelineHarness first = start();
        ops.fail();
        check(first, HealthStatus.UNHEALTHY);
        assertThat(first.store.pending()).hasSize(1);

        PipelineHarness second = first.restarted()
                .channels(Channels.NONE)
                .start(target("a").build(), target("b").build());
        check(second, HealthStatus.HEALTHY);

        assertThat(second.store.pending()).isEmpty();
    }

    @Test
    void takeOver_stopsTheOlderOnesMessages() {
        PipelineHarness first =
                PipelineHarness.setup().channels(channels).start(target("a").build());
        ops.fail();
        check(first, HealthStatus.UNHEALTHY);
        FakeNotifier others = new FakeNotifier();
        PipelineHarness.Setup.beside(first)
                .channels(new Channels(List.of(new Channel("ops", others, ChannelOptions.DEFAULT)), List.of()))
                .start(target("a").build());
        check(first, HealthStatus.UNHEALTHY);
        assertThat(first.pipeline.storeStatus().state()).isEqualTo(StoreStatus.State.TAKEN_OVER);
        int tried = ops.tried().size();

        first.advance(Duration.ofMinutes(30));

        assertThat(ops.tried()).hasSize(tried);
        assertThat(others.said()).containsExactly("triggered a");
    }

    @Test
    void threeThousandServicesDownAtOnce_areAFewMessages() {
        HealthTarget[] targets = IntStream.range(0, 3_000)
                .mapToObj(i -> target("s" + i).critical(i == 2_000).build())
                .toArray(HealthTarget[]::new);
        PipelineHarness monitor = PipelineHarness.setup().channels(channels).start(targets);
        monitor.advance(Duration.ofSeconds(31));
        for (HealthTarget target : targets) {
            monitor.checks.answer(target.name(), HealthStatus.UNHEALTHY);
        }

        monitor.advance(Duration.ofSeconds(91));

        assertThat(ops.taken()).hasSizeLessThanOrEqualTo(7);
        assertThat(ops.said()).contains("triggered s2000");
        assertThat(ops.taken().stream()
                        .mapToInt(it -> it.notifications().size())
                        .sum())
                .isEqualTo(3_000);
        assertSettled(monitor);
    }

    @Test
    void stop_recordsWhatIsOnItsWay() {
        PipelineHarness monitor = start();
        monitor.checks.answer("a", HealthStatus.UNHEALTHY);
        monitor.pipeline.checkNow("a");
        while (ops.tried().isEmpty()) {
            monitor.lanes.step();
        }

        monitor.pipeline.stop();
        monitor.lanes.settle();

        assertThat(monitor.store.pending()).isEmpty();
    }
}
