package io.healthmon.internal;

import io.healthmon.HealthTarget;
import io.healthmon.MaintenanceBook;
import io.healthmon.MonitorClosedException;
import io.healthmon.MonitorListener;
import io.healthmon.MonitorStatistics;
import io.healthmon.SilenceBook;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.CronReader;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.context.AlertContext;
import io.healthmon.alert.context.ContextOptions;
import io.healthmon.alert.context.MaintenancePlan;
import io.healthmon.check.CheckerProvider;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.StatusEvaluator;
import io.healthmon.notify.Channels;
import io.healthmon.notify.Receipt;
import io.healthmon.outbound.Dials;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.replay.ReplayReport;
import io.healthmon.replay.ReplayRequest;
import io.healthmon.replay.Replays;
import io.healthmon.store.Store;
import io.healthmon.store.StoreStatus;
import io.healthmon.store.spool.Spool;
import io.healthmon.view.HealthView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running pipeline with its threads: what stands behind {@link io.healthmon.HealthMonitor}. */
public final class MonitorCore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MonitorCore.class);

    /** How long a close takes at most, whatever the store does. */
    private static final Duration CLOSE = Duration.ofSeconds(6);

    /** What of it is left for the checkers and the store to let go. */
    private static final Duration LETTING_GO = Duration.ofSeconds(1);

    /** What of it is left for the threads to end, and what comes after. */
    private static final Duration ENDING = Duration.ofSeconds(2);

    private final SystemEngine system;
    private final Store store;
    private final Optional<Spool> spool;
    private final Pipeline pipeline;
    private final HealthView view;
    private final AlertPolicy policy;
    private final CronReader cron;
    private final OutboundDoor door;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Opens the store and starts.
     *
     * @throws io.healthmon.store.StoreException.Unusable if the store can't be used as it is
     */
    public static MonitorCore start(
            List<HealthTarget> targets,
            Store store,
            Optional<Spool> spool,
            StatusEvaluator evaluator,
            AlertPolicy policy,
            List<CheckerProvider> providers,
            Channels channels,
            ContextOptions context,
            List<MonitorListener> listeners,
            OutboundDoor door) {
        Map<String, CheckerProvider> kinds = Checkers.providers(providers);
        SystemEngine system = new SystemEngine(store::ping, door);
        try {
            Pipeline pipeline = new Pipeline(
                    system.engine(),
                    store,
                    spool,
                    evaluator,
                    policy,
                    kinds,
                    channels,
                    context,
                    listeners,
                    system::suspended);
            return started(new MonitorCore(store, spool, system, pipeline, policy, context.cron(), door), targets);
        } catch (Throwable t) {
            system.close(Deadline.in(system.engine().clock(), ENDING));
            throw t;
        }
    }

    private static MonitorCore started(MonitorCore core, List<HealthTarget> targets) {
        try {
            targets.forEach(core::add);
            core.pipeline.start();
            return core;
        } catch (Throwable t) {
            core.pipeline.close();
            throw t;
        }
    }

    private MonitorCore(
            Store store,
            Optional<Spool> spool,
            SystemEngine system,
            Pipeline pipeline,
            AlertPolicy policy,
            CronReader cron,
            OutboundDoor door) {
        this.store = store;
        this.spool = spool;
        this.system = system;
        this.pipeline = pipeline;
        this.policy = policy;
        this.cron = cron;
        this.door = door;
        this.view = new HealthView(
                pipeline.states(),
                store,
                system.engine().clock(),
                policy,
                () -> pipeline.context().context().silences());
    }

    public void add(HealthTarget target) {
        requireOpen();
        requireDialable(target);
        pipeline.add(target);
    }

    public void replace(HealthTarget target) {
        requireOpen();
        requireDialable(target);
        pipeline.replace(target);
    }

    public void remove(String service) {
        requireOpen();
        pipeline.remove(service);
    }

    public CompletableFuture<CheckResult> check(String service) {
        return pipeline.checkNow(service);
    }

    public CompletableFuture<Alert> acknowledge(AlertKey alert, String by, String note) {
        return pipeline.acknowledge(alert, by, note);
    }

    public SilenceBook silences() {
        return pipeline.context().silences();
    }

    public MaintenanceBook maintenance() {
        return pipeline.context().maintenance();
    }

    /** With the windows that people planned: the configuration's are the draft's to have. */
    public ReplayReport replay(ReplayRequest request, Replays.Progress progress) {
        List<MaintenanceWindow> windows =
                new ArrayList<>(request.context().maintenance().windows());
        windows.addAll(store.maintenanceWindows());
        AlertContext context = request.context().with(MaintenancePlan.of(windows, cron));
        return Replays.run(store, request.with(policy).in(context), progress);
    }

    public CompletableFuture<Void> flush() {
        return pipeline.flush();
    }

    public void keepSightings() {
        pipeline.keepSightings();
    }

    public void addListener(MonitorListener listener) {
        pipeline.listeners().add(listener);
    }

    public void removeListener(MonitorListener listener) {
        pipeline.listeners().remove(listener);
    }

    public Optional<CompletableFuture<Receipt>> testChannel(String channel, String sentence) {
        return pipeline.testChannel(channel, sentence);
    }

    public HealthView view() {
        return view;
    }

    public StoreStatus storeStatus() {
        return pipeline.storeStatus();
    }

    public MonitorStatistics statistics() {
        return pipeline.statistics();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Deadline deadline = Deadline.in(system.engine().clock(), CLOSE);
        try {
            pipeline.stop().get(deadline.before(ENDING).left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("the store did not take the last results in time; they are given up");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        system.close(deadline.before(LETTING_GO));
        letGo(deadline);
    }

    /** On a thread of its own: what a checker or a store takes for its close must not become the caller's time. */
    private void letGo(Deadline deadline) {
        Thread closing = Workers.daemons("healthmon-close-").newThread(() -> {
            try {
                pipeline.close();
                if (spool.isPresent()) {
                    spool.get().close();
                }
                store.close();
            } catch (Throwable t) {
                LOG.warn("the store could not be closed", t);
            }
        });
        closing.start();
        try {
            closing.join(deadline.left().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireDialable(HealthTarget target) {
        if (target.spec() instanceof Dials dials) {
            try {
                door.requireDialable(dials);
            } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException(target.name() + ": " + refused.getMessage());
            }
        }
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new MonitorClosedException("the monitor was closed");
        }
    }
}
