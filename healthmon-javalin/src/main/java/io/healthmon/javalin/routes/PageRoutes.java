package io.healthmon.javalin.routes;

import static io.healthmon.javalin.auth.Demand.OPEN;
import static io.healthmon.javalin.auth.Demand.READ;
import static io.javalin.http.HandlerType.GET;

import io.healthmon.HealthMonitor;
import io.healthmon.MonitorListener;
import io.healthmon.javalin.live.LiveFeed;
import io.healthmon.store.LogReader.LogSpan;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoreStatus;
import io.healthmon.time.SystemTimers;
import io.healthmon.view.RecentChecks;
import io.healthmon.view.UnknownServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages, and what they live on. */
final class PageRoutes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PageRoutes.class);

    /** So far back are checks taken in at the start. */
    private static final Duration BACK = Duration.ofMinutes(30);

    private final HealthMonitor monitor;
    private final RecentChecks recent;
    private final SystemTimers timers = new SystemTimers("healthmon-live");
    private final LiveFeed feed;
    private final MonitorListener listener;

    PageRoutes(HealthMonitor monitor, Executor executor) {
        this.monitor = monitor;
        this.recent = new RecentChecks(name -> isWatched(monitor, name));
        this.feed = new LiveFeed(monitor.view(), recent, timers, executor);
        this.listener = new MonitorListener() {
            @Override
            public void onStep(RecordedStep step) {
                recent.onStep(step);
                feed.onStep(step);
            }

            @Override
            public void onStoreStatus(StoreStatus status) {
                feed.onStoreStatus(status);
            }
        };
        monitor.addListener(listener);
        monitor.keepSightings();
        Instant now = monitor.view().now();
        try {
            executor.execute(() -> fill(new LogSpan(now.minus(BACK), now)));
        } catch (RejectedExecutionException busy) {
            LOG.debug("earlier checks are not shown");
        }
    }

    private static boolean isWatched(HealthMonitor monitor, String name) {
        try {
            monitor.view().service(name);
            return true;
        } catch (UnknownServiceException notWatched) {
            return false;
        }
    }

    /** What is shown begins with what was recorded before; without it, with the next checks. */
    private void fill(LogSpan span) {
        try {
            monitor.view().recall(recent, span);
        } catch (StoreException away) {
            LOG.debug("earlier checks are not shown: {}", away.getMessage());
        }
    }

    void add(RouteTable table, StoreReads store, RememberedAlerts memory, Frames frames, Limits limits) {
        table.add(GET, "/", READ, new OverviewRoute(monitor, store, memory, recent, frames));
        AlertPageRoutes.add(table, monitor, store, memory, frames);
        table.add(GET, ServicePageRoute.PATH, READ, new ServicePageRoute(monitor, store, recent, frames, limits));
        table.add(GET, AssetsRoute.PATH, OPEN, new AssetsRoute());
        table.stream(GET, "/events", READ, new EventsRoute(monitor, table.gate(), feed));
    }

    @Override
    public void close() {
        monitor.removeListener(listener);
        feed.close();
        timers.close();
    }
}
