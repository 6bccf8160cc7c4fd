package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.healthmon.alert.ServiceState;
import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.OutboxEntry;
import io.healthmon.store.RecordedState;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.Step;
import io.healthmon.store.Store;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoreStatus;
import io.healthmon.time.ManualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

class RecorderTest {

    private final ManualTime time = new ManualTime();
    private final List<RecordedStep> recorded = new ArrayList<>();
    private final Counters counters = new Counters();
    private long number;

    private final List<StoreStatus> statuses = new ArrayList<>();

    private Recorder recorder(Store store, Executor thread) {
        return recorder(store, thread, recorded::add);
    }

    private Recorder recorder(Store store, Executor thread, Consumer<RecordedStep> onRecorded) {
        StepQueue queue =
                new StepQueue(100, 1_000_000, counters.lightenedSteps, step -> counters.droppedSteps.increment());
        Engine engine = new Engine(
                time,
                time,
                Runnable::run,
                Runnable::run,
                thread,
                Runnable::run,
                Runnable::run,
                Runnable::run,
                Runnable::run,
                channel -> Runnable::run,
                () -> 0,
                provider -> {
                    throw new IllegalStateException("nothing is checked here");
                },
                new Pulse(time, time));
        return new Recorder(store, engine, queue, Optional.empty(), new Recorder.Events() {
            @Override
            public void opening() {}

            @Override
            public void opened(List<RecordedState> states, Map<String, HourRing> days) {}

            @Override
            public void outbox(List<OutboxEntry> pending, List<OutboxEntry> triggers) {}

            @Override
            public void caughtUp() {}

            @Override
            public void fold(List<? extends Numbered> entries, Consumer<List<NumberedStep>> then) {
                throw new IllegalStateException("there are steps alone");
            }

            @Override
            public void reached(long reached) {}

            @Override
            public void recorded(RecordedStep step) {
                onRecorded.accept(step);
            }

            @Override
            public void stored(RecordedStep step) {}

            @Override
            public void broughtHome(NumberedStep step) {}

            @Override
            public void status(StoreStatus now) {
                statuses.add(now);
            }
        });
    }

    private void offer(Recorder recorder, Step step) {
        number++;
        recorder.offer(new Pending(new NumberedStep(number, step), () -> {}, why -> {}), false);
    }

    private CompletableFuture<Void> flush(Recorder recorder) {
        return recorder.flush(number);
    }

    private static Step step(String service) {
        return new Step(Optional.empty(), ServiceState.initial(service), List.of());
    }

    @Test
    @Timeout(60)
    void flush_whateverTheThreadIsDoing_isNeverForgotten() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Recorder recorder = recorder(new FlakyStore(), thread);
            recorder.open();
            for (int i = 0; i < 20_000; i++) {
                offer(recorder, step("a"));
                flush(recorder).get(10, TimeUnit.SECONDS);
            }
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void offers_whileTheStoreHoldsTheThread_leaveOneTaskWaitingForIt() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        Recorder recorder = recorder(new FlakyStore(), tasks::add);
        recorder.open();

        List<CompletableFuture<Void>> flushes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            offer(recorder, step("a"));
            flushes.add(flush(recorder));
        }
        assertThat(tasks).hasSize(1);
        tasks.remove().run();

        assertThat(flushes).allMatch(CompletableFuture::isDone);
        assertThat(recorded).hasSize(50);
    }

    @Test
    void offer_afterTheThreadHasEnded_harmsNobody() {
        Recorder recorder = recorder(new FlakyStore(), task -> {
            throw new RejectedExecutionException("shut down");
        });
        recorder.open();

        CompletableFuture<Void> flushed = flush(recorder);
        offer(recorder, step("a"));
        time.advance(Recorder.LINGER);

        assertThat(flushed).isCompleted();
        assertThat(recorder.waiting()).isEqualTo(1);
    }

    @Test
    void retries_areEverFurtherApartUpToFiveSeconds() {
        FlakyStore store = new FlakyStore();
        List<Duration> tries = new ArrayList<>();
        long start = time.nanos();
        Recorder recorder = recorder(store, Runnable::run);
        recorder.open();
        store.be(() -> {
            tries.add(Duration.ofNanos(time.nanos() - start));
            return FlakyStore.Mood.AWAY;
        });

        offer(recorder, step("a"));
        time.advance(Duration.ofSeconds(30));

        assertThat(tries)
                .extracting(Duration::toMillis)
                .containsExactly(200L, 450L, 950L, 1_950L, 3_950L, 7_950L, 12_950L, 17_950L, 22_950L, 27_950L);
    }

    @Test
    void store_thatThrowsWhatItMayNot_isTriedAgainAndTheReasonNotShown() {
        FlakyStore store = new FlakyStore();
        Recorder recorder = recorder(store, Runnable::run);
        recorder.open();
        store.be(() -> {
            throw new IllegalStateException("SELECT secret FROM driver");
        });
        offer(recorder, step("a"));
        time.advance(Recorder.LINGER);
        assertThat(recorder.status().problem())
                .hasValueSatisfying(problem -> assertThat(problem).doesNotContain("SELECT"));

        store.be(FlakyStore.Mood.FINE);
        time.advance(Duration.ofSeconds(1));

        assertThat(recorded).hasSize(1);
        assertThat(recorder.status().problem()).isEmpty();
    }

    @Test
    void listener_thatThrowsOutOfTheRecording_losesNeitherStepNorFlush() {
        List<String> told = new ArrayList<>();
        Recorder recorder = recorder(new FlakyStore(), Runnable::run, step -> {
            told.add(step.step().service());
            throw new IllegalStateException("a bug");
        });
        recorder.open();
        offer(recorder, step("a"));

        assertThat(flush(recorder)).isCompleted();
        assertThat(recorder.waiting()).isZero();
        offer(recorder, step("b"));
        time.advance(Duration.ofSeconds(1));
        assertThat(told).containsExactly("a", "b");
    }

    @Test
    void open_ofAStoreThatCannotBeUsed_throws() {
        FlakyStore unusable = new FlakyStore();
        unusable.be(() -> {
            throw new StoreException.Unusable("wrong password", new IllegalStateException());
        });
        Recorder refused = recorder(unusable, Runnable::run);

        assertThatThrownBy(refused::open).isInstanceOf(StoreException.Unusable.class);
    }

    @Test
    void steps_thatComeWhileABatchIsWritten_waitForOneAnother() {
        FlakyStore store = new FlakyStore();
        Recorder recorder = recorder(store, Runnable::run);
        recorder.open();
        List<Duration> commits = new ArrayList<>();
        long start = time.nanos();
        store.be(() -> {
            commits.add(Duration.ofNanos(time.nanos() - start));
            offer(recorder, step("comes meanwhile"));
            return FlakyStore.Mood.FINE;
        });

        offer(recorder, step("a"));
        time.advance(Duration.ofSeconds(1));

        assertThat(commits).extracting(Duration::toMillis).containsExactly(200L, 400L, 600L, 800L, 1_000L);
        assertThat(recorded).hasSize(5);
    }

    @Test
    void urgentStep_thatComesWhileABatchIsWritten_waitsForThatAlone() {
        FlakyStore store = new FlakyStore();
        Deque<Runnable> tasks = new ArrayDeque<>();
        Recorder recorder = recorder(store, tasks::add);
        recorder.open();
        List<String> more = new ArrayList<>(List.of("urgent"));
        store.be(() -> {
            if (!more.isEmpty()) {
                number++;
                recorder.offer(new Pending(new NumberedStep(number, step(more.remove(0))), () -> {}, why -> {}), true);
            }
            return FlakyStore.Mood.FINE;
        });

        offer(recorder, step("a"));
        flush(recorder);
        tasks.remove().run();

        assertThat(recorded).extracting(step -> step.step().service()).containsExactly("a", "urgent");
    }

    @Test
    void steps_thatComeDuringTheLastTry_areRecordedToo() {
        FlakyStore store = new FlakyStore();
        Deque<Runnable> tasks = new ArrayDeque<>();
        Recorder recorder = recorder(store, tasks::add);
        recorder.open();
        List<String> more = new ArrayList<>(List.of("late"));
        store.be(() -> {
            if (!more.isEmpty()) {
                offer(recorder, step(more.remove(0)));
            }
            return FlakyStore.Mood.FINE;
        });

        offer(recorder, step("a"));
        recorder.finish();
        tasks.forEach(Runnable::run);

        assertThat(recorded).extracting(step -> step.step().service()).containsExactly("a", "late");
    }

    @Test
    void step_thatTheStoreRefusesForEver_isGivenUpAlone() {
        FlakyStore store = new FlakyStore();
        store.refuse(step -> step.service().equals("poison"));
        Deque<Runnable> tasks = new ArrayDeque<>();
        Recorder recorder = recorder(store, tasks::add);
        recorder.open();
        List.of("a", "b", "poison", "c", "d", "e", "poison").forEach(service -> offer(recorder, step(service)));
        CompletableFuture<Void> flushed = flush(recorder);
        tasks.remove().run();

        assertThat(recorded).extracting(step -> step.step().service()).containsExactly("a", "b", "c", "d", "e");
        assertThat(counters.droppedSteps.sum()).isEqualTo(2);
        assertThat(flushed).isCompleted();
        assertThat(recorder.waiting()).isZero();
    }

    @Test
    void store_awayBetweenTheHalvesOfARefusedBatch_recordsEachStepOnce() {
        FlakyStore store = new FlakyStore();
        store.refuse(step -> step.service().equals("poison"));
        int[] call = {0};
        store.be(() -> ++call[0] == 3 ? FlakyStore.Mood.AWAY : FlakyStore.Mood.FINE);
        Deque<Runnable> tasks = new ArrayDeque<>();
        Recorder recorder = recorder(store, tasks::add);
        recorder.open();
        List.of("a", "b", "poison", "c").forEach(service -> offer(recorder, step(service)));
        flush(recorder);
        tasks.remove().run();
        time.advance(Duration.ofSeconds(10));
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }

        assertThat(recorded).extracting(step -> step.step().service()).containsExactly("a", "b", "c");
    }

    @Test
    void log_whileTheStoreIsAway_saysEachTroubleOnceAndTheHopelessLoudly() {
        FlakyStore store = new FlakyStore();
        Recorder recorder = recorder(store, Runnable::run);
        recorder.open();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Recorder.class);
        log.start();
        logger.addAppender(log);
        try {
            offer(recorder, step("a"));
            store.be(FlakyStore.Mood.AWAY);
            time.advance(Duration.ofMinutes(1));
            store.be(() -> {
                throw new StoreException.Unusable("the password is wrong", new IllegalStateException());
            });
            time.advance(Duration.ofMinutes(1));
            assertThat(recorder.status().state()).isEqualTo(StoreStatus.State.AWAY);
            assertThat(recorder.status().problem())
                    .hasValue("the store can't be used as it is; the monitor's log has the details");
            store.be(FlakyStore.Mood.FINE);
            time.advance(Duration.ofMinutes(1));
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .filteredOn(line -> !line.startsWith("INFO"))
                .containsExactly(
                        "WARN the store is away, results wait in memory: away",
                        "ERROR the store will not work by trying again: the password is wrong;"
                                + " results wait in memory meanwhile");
        assertThat(recorded).hasSize(1);
        assertThat(statuses.get(1).since()).isEqualTo(statuses.get(2).since());
    }
}
