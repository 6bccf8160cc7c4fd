package io.healthmon.internal;

import io.healthmon.HealthTarget;
import io.healthmon.MonitorListener;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.context.ContextOptions;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.StatusEvaluator;
import io.healthmon.notify.Channels;
import io.healthmon.store.StoredCheck;
import io.healthmon.store.spool.SmallSpool;
import io.healthmon.store.spool.Spool;
import io.healthmon.time.ManualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The real pipeline on manual time, without threads. One harness is one process; several may share a store and a clock. */
final class PipelineHarness {

    final ManualTime time;
    final FlakyStore store;
    final ManualChecks checks;
    final Lanes lanes;
    final Pipeline pipeline;
    final Optional<Spool> spool;
    private final Channels channels;
    private final ContextOptions context;
    private final Optional<Path> spoolFolder;
    private final Optional<Executor> hearing;

    /** Describes one. */
    static final class Setup {
        private ManualTime time = new ManualTime();
        private FlakyStore store = new FlakyStore();
        private ManualChecks checks = new ManualChecks();
        private StatusEvaluator evaluator = ManualChecks.evaluator();
        private AlertPolicy policy = AlertPolicy.standard();
        private Channels channels = Channels.NONE;
        private ContextOptions context = ContextOptions.NONE;
        private final List<MonitorListener> listeners = new ArrayList<>();
        private Optional<Path> spoolFolder = Optional.empty();
        private Optional<Executor> hearing = Optional.empty();
        private long seed = 1;

        /** Shares clock, store and targets with another process. */
        static Setup beside(PipelineHarness other) {
            Setup setup = new Setup();
            setup.time = other.time;
            setup.store = other.store;
            setup.checks = other.checks;
            setup.spoolFolder = other.spoolFolder;
            setup.channels = other.channels;
            setup.context = other.context;
            setup.hearing = other.hearing;
            return setup;
        }

        /** Answers are heard on such a thread: while it is held up, none is. */
        Setup hearing(Executor thread) {
            hearing = Optional.of(thread);
            return this;
        }

        /** With a spool there. */
        Setup spool(Path folder) {
            spoolFolder = Optional.of(folder);
            return this;
        }

        Setup seed(long value) {
            seed = value;
            return this;
        }

        Setup time(ManualTime value) {
            time = value;
            return this;
        }

        Setup checks(ManualChecks value) {
            checks = value;
            return this;
        }

        Setup store(FlakyStore value) {
            store = value;
            return this;
        }

        Setup evaluator(StatusEvaluator value) {
            evaluator = value;
            return this;
        }

        Setup policy(AlertPolicy value) {
            policy = value;
            return this;
        }

        Setup channels(Channels value) {
            channels = value;
            return this;
        }

        Setup context(ContextOptions value) {
            context = value;
            return this;
        }

        Setup listener(MonitorListener value) {
            listeners.add(value);
            return this;
        }

        PipelineHarness start(HealthTarget... targets) {
            PipelineHarness harness = prepare(targets);
            harness.start();
            return harness;
        }

        /** One that is not started yet. */
        PipelineHarness prepare(HealthTarget... targets) {
            PipelineHarness harness = new PipelineHarness(this);
            for (HealthTarget target : targets) {
                harness.pipeline.add(target);
            }
            return harness;
        }
    }

    static Setup setup() {
        return new Setup();
    }

    private PipelineHarness(Setup setup) {
        time = setup.time;
        store = setup.store;
        checks = setup.checks;
        lanes = new Lanes(setup.seed);
        spoolFolder = setup.spoolFolder;
        channels = setup.channels;
        context = setup.context;
        spool = spoolFolder.map(PipelineHarness::open);
        hearing = setup.hearing;
        Pulse pulse = new Pulse(time, lanes.timers(time));
        hearing.ifPresent(pulse::watch);
        Engine engine = new Engine(
                time,
                lanes.timers(time),
                lanes.lane(),
                lanes.lane(),
                lanes.lane(),
                lanes.lane(),
                lanes.lane(),
                lanes.lane(),
                lanes.lane(),
                channel -> lanes.lane(),
                new Random(setup.seed)::nextDouble,
                provider -> (ManualChecks) provider,
                pulse);
        pipeline = new Pipeline(
                engine,
                store,
                spool,
                setup.evaluator,
                setup.policy,
                Map.of(ManualChecks.TYPE, checks),
                setup.channels,
                setup.context,
                setup.listeners,
                () -> 0);
    }

    void start() {
        pipeline.start();
        lanes.settle();
    }

    /** The process dies without a word; another begins on the same store, clock and targets' behaviour. */
    Setup restarted() {
        lanes.kill();
        spool.ifPresent(PipelineHarness::close);
        return Setup.beside(this);
    }

    private static Spool open(Path folder) {
        try {
            return SmallSpool.open(folder, 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(Spool spool) {
        try {
            spool.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets time pass, and everything that it brings happen. */
    void advance(Duration by) {
        long end = time.nanos() + by.toNanos();
        lanes.settle();
        while (time.untilNext()
                .filter(next -> time.nanos() + next.toNanos() <= end)
                .isPresent()) {
            time.advance(time.untilNext().orElseThrow());
            // Meant for a thread of its own that waits; here it would close files.
            Thread.interrupted();
            lanes.settle();
        }
        time.advance(Duration.ofNanos(Math.max(0, end - time.nanos())));
    }

    /** Time passes and nothing happens, as on an overrun machine: what is due comes late. */
    void stall(Duration by) {
        time.jumpWall(by);
        time.advanceMonotonic(by);
    }

    /** A check now, and all that it brings. */
    CompletableFuture<CheckResult> check(String service) {
        CompletableFuture<CheckResult> result = pipeline.checkNow(service);
        lanes.settle();
        return result;
    }

    CompletableFuture<Void> flush() {
        CompletableFuture<Void> flushed = pipeline.flush();
        lanes.settle();
        return flushed;
    }

    ServiceState state(String service) {
        return pipeline.states().service(service).orElseThrow().state();
    }

    /** The numbers of the service's answers, in the order they are recorded. */
    List<Integer> recorded(String service) {
        return store.log(service).stream().map(PipelineHarness::number).toList();
    }

    static int number(StoredCheck row) {
        return number(row.check());
    }

    static int number(CheckResult check) {
        return check.evaluation().checks().tree().get("n").asInt();
    }
}
