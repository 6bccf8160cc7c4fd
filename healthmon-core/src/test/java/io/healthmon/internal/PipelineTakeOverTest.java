package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.MonitorClosedException;
import io.healthmon.MonitorListener;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoreStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of a monitor whose store is another's now, and who hears how the store is. */
class PipelineTakeOverTest {

    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    @Test
    void writer_thatIsFenced_stopsItsMonitorAndLeavesTheOther() {
        PipelineHarness first = PipelineHarness.setup().start(target("a").build());
        first.advance(Duration.ofMinutes(1));
        PipelineHarness second =
                PipelineHarness.Setup.beside(first).start(target("b").build());
        first.check("a");
        CompletableFuture<Void> waiting = first.flush();

        assertThat(first.pipeline.storeStatus().state()).isEqualTo(StoreStatus.State.TAKEN_OVER);
        for (CompletableFuture<?> refused : List.of(waiting, first.flush(), first.check("a"))) {
            assertThat(refused)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(MonitorClosedException.class)
                    .withMessageContaining("another monitor has taken over this store");
        }
        assertThat(first.pipeline.statistics().waitingSteps())
                .as("the batch that was refused")
                .isEqualTo(1);
        int started = first.checks.started("a");
        int other = first.checks.started("b");
        second.advance(Duration.ofMinutes(5));
        second.flush();

        assertThat(first.checks.started("a")).isEqualTo(started);
        assertThat(second.checks.started("b")).isEqualTo(other + 10);
        assertThat(second.recorded("b")).hasSize(10);
        assertThat(first.recorded("a")).containsExactly(1, 2);
    }

    @Test
    void flush_beforeTheStoreAnswered_failsWhenAnotherMonitorHasIt() {
        FlakyStore store = new FlakyStore();
        store.be(FlakyStore.Mood.AWAY);
        PipelineHarness monitor =
                PipelineHarness.setup().store(store).start(target("a").build());
        CompletableFuture<Void> flushed = monitor.flush();
        store.be(() -> {
            throw new StoreException.Fenced("another was opened");
        });
        monitor.advance(LONGEST_RETRY);

        assertThat(flushed)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(MonitorClosedException.class);
    }

    @Test
    void listener_hearsEachChangeOfTheStore() {
        List<StoreStatus.State> heard = new ArrayList<>();
        PipelineHarness monitor = PipelineHarness.setup()
                .listener(new MonitorListener() {
                    @Override
                    public void onStoreStatus(StoreStatus status) {
                        heard.add(status.state());
                    }
                })
                .start(target("a").build());
        monitor.store.be(FlakyStore.Mood.AWAY);
        monitor.advance(Duration.ofMinutes(2));
        monitor.store.be(FlakyStore.Mood.FINE);
        monitor.advance(Duration.ofMinutes(2));
        PipelineHarness.Setup.beside(monitor).start();
        monitor.advance(Duration.ofMinutes(1));

        assertThat(heard)
                .containsExactly(
                        StoreStatus.State.REACHABLE,
                        StoreStatus.State.AWAY,
                        StoreStatus.State.REACHABLE,
                        StoreStatus.State.TAKEN_OVER);
    }
}
