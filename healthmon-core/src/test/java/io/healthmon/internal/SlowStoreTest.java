package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.MonitorListener;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.context.ContextOptions;
import io.healthmon.notify.Channels;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.ForwardingStore;
import io.healthmon.store.ForwardingWriter;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.Store;
import io.healthmon.store.StoreWriter;
import io.healthmon.store.StoredCheck;
import io.healthmon.store.spool.SmallSpool;
import io.healthmon.store.spool.Spool;
import io.healthmon.time.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that holds a commit for long, on a thread of its own: what it was given goes to disk, and nothing is told or kept twice. */
@Timeout(60)
class SlowStoreTest {

    private final ManualTime time = new ManualTime();
    private final ManualChecks checks = new ManualChecks();
    private final InMemoryStore memory = new InMemoryStore();
    private final ExecutorService storeThread = Executors.newSingleThreadExecutor();
    private final List<RecordedStep> told = new java.util.concurrent.CopyOnWriteArrayList<>();
    private volatile CountDownLatch hold = new CountDownLatch(0);
    private volatile CountDownLatch held = new CountDownLatch(1);

    @TempDir
    private Path folder;

    private Optional<Spool> spool = Optional.empty();
    private Pipeline pipeline;

    /** Commits, when it is let. */
    private final class Holding extends ForwardingStore {
        Holding(Store store) {
            super(store);
        }

        @Override
        public StoreWriter openWriter(UUID origin) {
            StoreWriter writer = super.openWriter(origin);
            return new ForwardingWriter(writer) {
                @Override
                public List<RecordedStep> commit(List<NumberedStep> steps) {
                    held.countDown();
                    awaitUninterruptibly(hold);
                    return writer.commit(steps);
                }
            };
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void restOnThisThread() {
        checks.answer("a", HealthStatus.HEALTHY);
    }

    private void start(Optional<Spool> its) {
        spool = its;
        Executor here = Runnable::run;
        Engine engine = new Engine(
                time,
                time,
                here,
                here,
                storeThread,
                here,
                here,
                here,
                here,
                channel -> here,
                () -> 0,
                provider -> (ManualChecks) provider,
                new Pulse(time, time));
        pipeline = new Pipeline(
                engine,
                new Holding(memory),
                spool,
                ManualChecks.evaluator(),
                AlertPolicy.standard(),
                Map.of(ManualChecks.TYPE, checks),
                Channels.NONE,
                ContextOptions.NONE,
                List.of(new MonitorListener() {
                    @Override
                    public void onStep(RecordedStep step) {
                        told.add(step);
                    }
                }),
                () -> 0);
        pipeline.add(target("a").build());
        pipeline.start();
        pipeline.flush().join();
    }

    @AfterEach
    void stop() throws Exception {
        hold.countDown();
        pipeline.stop().join();
        pipeline.close();
        storeThread.shutdownNow();
        if (spool.isPresent()) {
            spool.get().close();
        }
    }

    private List<StoredCheck> rows() {
        return memory.history(new HistoryQuery(Optional.empty(), Instant.EPOCH, 100));
    }

    private CompletableFuture<?> checkThatTheStoreHolds() {
        hold = new CountDownLatch(1);
        held = new CountDownLatch(1);
        CompletableFuture<?> check = pipeline.checkNow("a");
        awaitUninterruptibly(held);
        return check;
    }

    @Test
    void commitThatIsHeld_goesToDiskAfterASecond_andIsKeptAndToldOnce() throws Exception {
        start(Optional.of(SmallSpool.open(folder, 16)));
        CompletableFuture<?> check = checkThatTheStoreHolds();
        assertThat(check).isNotDone();
        assertThat(pipeline.states().service("a").orElseThrow().state().lastCheck())
                .isEmpty();

        time.advance(Recorder.PATIENCE);

        assertThat(check).isCompleted();
        assertThat(pipeline.states().service("a").orElseThrow().state().lastCheck())
                .isPresent();
        assertThat(spool.orElseThrow().statistics().entries()).isEqualTo(1);
        CompletableFuture<?> second = pipeline.checkNow("a");
        assertThat(second).as("goes to disk too").isCompleted();
        assertThat(rows()).isEmpty();

        hold.countDown();
        pipeline.flush().join();

        assertThat(rows()).hasSize(2);
        assertThat(told).hasSize(2);
        assertThat(spool.orElseThrow().isEmpty()).isTrue();
        assertThat(pipeline.checkNow("a")).succeedsWithin(Duration.ofSeconds(10));
        assertThat(told).hasSize(3);
    }

    @Test
    void commitThatIsHeld_withoutADisk_isShownAfterASecond_andToldWhenItIsRecorded() {
        start(Optional.empty());
        CompletableFuture<?> check = checkThatTheStoreHolds();

        time.advance(Recorder.PATIENCE);

        assertThat(check).isCompleted();
        assertThat(told).isEmpty();
        hold.countDown();
        pipeline.flush().join();
        assertThat(rows()).hasSize(1);
        assertThat(told).hasSize(1);
    }

    @Test
    void stopWhileACommitIsHeld_leavesItOnDisk() throws Exception {
        start(Optional.of(SmallSpool.open(folder, 16)));
        checkThatTheStoreHolds();

        CompletableFuture<Void> stopped = pipeline.stop();
        time.advance(Recorder.PATIENCE);

        assertThat(stopped).succeedsWithin(Duration.ofSeconds(10));
        assertThat(spool.orElseThrow().statistics().entries()).isEqualTo(1);
    }
}
