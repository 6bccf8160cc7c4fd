package io.healthmon.internal;

import io.healthmon.HealthTarget;
import io.healthmon.MonitorListener;
import io.healthmon.MonitorStatistics;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.check.CheckerProvider;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.StatusEvaluator;
import io.healthmon.store.Store;
import io.healthmon.store.StoreStatus;
import io.healthmon.view.HealthView;
import java.time.Duration;
import java.util.List;
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

    /** How long a close waits for the last steps to reach the store. */
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);

    /** How long it waits for the checkers and the store to let go. */
    private static final Duration LAST_CLOSE = Duration.ofMillis(1_500);

    private final SystemEngine system;
    private final Store store;
    private final Pipeline pipeline;
    private final HealthView view;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Opens the store and starts.
     *
     * @throws io.healthmon.store.StoreException.Unusable if the store can't be used as it is
     */
    public static MonitorCore start(
            List<HealthTarget> targets,
            Store store,
            StatusEvaluator evaluator,
            AlertPolicy policy,
            List<CheckerProvider> providers,
            List<MonitorListener> listeners) {
        MonitorCore core = new MonitorCore(store, evaluator, policy, providers, listeners);
        try {
            targets.forEach(target -> core.pipeline.add(target));
            core.pipeline.start();
            return core;
        } catch (RuntimeException e) {
            core.system.close();
            core.pipeline.close();
            throw e;
        }
    }

    private MonitorCore(
            Store store,
            StatusEvaluator evaluator,
            AlertPolicy policy,
            List<CheckerProvider> providers,
            List<MonitorListener> listeners) {
        this.store = store;
        system = new SystemEngine(store::ping);
        pipeline = new Pipeline(
                system.engine(), store, evaluator, policy, Checkers.providers(providers), listeners, system::suspended);
        view = new HealthView(pipeline.states(), store, system.engine().clock());
    }

    public void add(HealthTarget target) {
        requireOpen();
        pipeline.add(target);
    }

    public void replace(HealthTarget target) {
        requireOpen();
        pipeline.replace(target);
    }

    public void remove(String service) {
        requireOpen();
        pipeline.remove(service);
    }

    public CompletableFuture<CheckResult> check(String service) {
        return pipeline.checkNow(service);
    }

    public CompletableFuture<Void> flush() {
        return pipeline.flush();
    }

    public void addListener(MonitorListener listener) {
        pipeline.listeners().add(listener);
    }

    public void removeListener(MonitorListener listener) {
        pipeline.listeners().remove(listener);
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
        try {
            pipeline.stop().get(LAST_COMMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("the store did not take the last results in time; they are given up");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        system.close();
        letGo();
    }

    /** On a thread of its own: what a checker or a store takes for its close must not become the caller's time. */
    private void letGo() {
        Thread closing = Workers.daemons("healthmon-close-").newThread(() -> {
            try {
                pipeline.close();
                store.close();
            } catch (Throwable t) {
                LOG.warn("the store could not be closed", t);
            }
        });
        closing.start();
        try {
            closing.join(LAST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the monitor was closed");
        }
    }
}
