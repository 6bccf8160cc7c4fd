package io.healthmon.internal;

import io.healthmon.MaintenanceBook;
import io.healthmon.SilenceBook;
import io.healthmon.alert.Ending;
import io.healthmon.alert.MaintenanceTime;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.MaintenanceWindow.When;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.Silence;
import io.healthmon.alert.context.AlertContext;
import io.healthmon.alert.context.ContextOptions;
import io.healthmon.alert.context.MaintenancePlan;
import io.healthmon.alert.context.Silences;
import io.healthmon.store.ContextStore;
import io.healthmon.time.MonitorClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people said beforehand: what was configured, what the store kept, and what is said while the monitor runs. Kept in the store
 * first, then here. Thread-safe; never waits for the store while it holds its lock.
 */
final class ContextKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(ContextKeeper.class);

    private final ContextOptions options;
    private final ContextStore store;
    private final MonitorClock clock;
    private final SilenceBook silenceBook = new StoredSilences();
    private final MaintenanceBook maintenanceBook = new StoredMaintenance();

    // Guarded by this.
    private final Map<UUID, Silence> silences = new LinkedHashMap<>();
    private final Map<UUID, MaintenanceWindow> windows = new LinkedHashMap<>();

    private volatile AlertContext context;

    /**
     * @throws IllegalArgumentException if a configured window's cron expression or zone can't be understood
     */
    ContextKeeper(ContextOptions options, ContextStore store, MonitorClock clock) {
        this.options = options;
        this.store = store;
        this.clock = clock;
        this.context = options.context();
    }

    /** What holds at present. */
    AlertContext context() {
        return context;
    }

    SilenceBook silences() {
        return silenceBook;
    }

    MaintenanceBook maintenance() {
        return maintenanceBook;
    }

    /** What the store kept: asks it. */
    void load() {
        List<Silence> keptSilences = store.silences();
        List<MaintenanceWindow> keptWindows = store.maintenanceWindows();
        synchronized (this) {
            keptSilences.forEach(silence -> silences.merge(silence.id(), silence, ContextKeeper::ended));
            for (MaintenanceWindow window : keptWindows) {
                if (isUnderstood(window)) {
                    windows.merge(window.id(), window, ContextKeeper::ended);
                }
            }
            renew();
        }
    }

    private boolean isUnderstood(MaintenanceWindow window) {
        try {
            MaintenancePlan.of(List.of(window), options.cron());
            return true;
        } catch (IllegalArgumentException e) {
            LOG.error("maintenance '{}' is left out: {}", window.name(), e.getMessage());
            return false;
        }
    }

    private static Silence ended(Silence one, Silence other) {
        return one.ended().isPresent() ? one : other;
    }

    private static MaintenanceWindow ended(MaintenanceWindow one, MaintenanceWindow other) {
        return one.ended().isPresent() ? one : other;
    }

    private synchronized void put(Silence silence) {
        silences.put(silence.id(), silence);
        renew();
    }

    private synchronized void put(MaintenanceWindow window) {
        windows.put(window.id(), window);
        renew();
    }

    /** Called with the lock held. */
    private void renew() {
        Instant now = clock.wall();
        silences.values().removeIf(silence -> silence.isOver(now));
        windows.values().removeIf(window -> window.isOver(now));
        List<MaintenanceWindow> planned = new ArrayList<>(options.maintenance());
        planned.addAll(windows.values());
        context = context.with(MaintenancePlan.of(planned, options.cron()))
                .with(new Silences(List.copyOf(silences.values())));
    }

    private static void requireRoom(long planned, int most, String what) {
        if (planned >= most) {
            throw new IllegalArgumentException("there are " + most + " " + what + " already that are not over");
        }
    }

    private static void requireFuture(boolean over, String what, Instant end, Instant now) {
        if (over) {
            throw new IllegalArgumentException(
                    what + " must end in the future, not at " + end + "; it is " + now + " now");
        }
    }

    private final class StoredSilences implements SilenceBook {

        @Override
        public Silence add(ServiceMatcher matcher, String author, String reason, Instant startsAt, Instant endsAt) {
            Instant now = clock.wall();
            Silence silence = new Silence(UUID.randomUUID(), matcher, author, reason, now, startsAt, endsAt);
            requireFuture(silence.isOver(now), "a silence", endsAt, now);
            requireRoom(active().size(), SilenceBook.MOST, "silences");
            store.put(silence);
            put(silence);
            return silence;
        }

        @Override
        public Optional<Silence> end(UUID id, String by) {
            Optional<Silence> ended = store.endSilence(id, new Ending(by, clock.wall()));
            ended.ifPresent(ContextKeeper.this::put);
            return ended;
        }

        @Override
        public List<Silence> all() {
            return store.silences();
        }

        @Override
        public List<Silence> active() {
            Instant now = clock.wall();
            return context.silences().all().stream()
                    .filter(silence -> !silence.isOver(now))
                    .sorted(Comparator.comparing(Silence::createdAt, Comparator.reverseOrder())
                            .thenComparing(Silence::id))
                    .toList();
        }
    }

    private final class StoredMaintenance implements MaintenanceBook {

        @Override
        public MaintenanceWindow add(String name, ServiceMatcher matcher, String author, String reason, When when) {
            Instant now = clock.wall();
            MaintenanceWindow window =
                    new MaintenanceWindow(UUID.randomUUID(), name, matcher, author, reason, now, when);
            if (when instanceof MaintenanceWindow.Once once) {
                requireFuture(window.isOver(now), "a maintenance window", once.to(), now);
            }
            MaintenancePlan.of(List.of(window), options.cron());
            requireRoom(active().size(), MaintenanceBook.MOST, "maintenance windows");
            store.put(window);
            put(window);
            return window;
        }

        @Override
        public Optional<MaintenanceWindow> end(UUID id, String by) {
            options.maintenance().stream()
                    .filter(window -> window.id().equals(id))
                    .findFirst()
                    .ifPresent(window -> {
                        throw new IllegalArgumentException("maintenance '" + window.name()
                                + "' is one of the configuration: it ends when it is taken out there");
                    });
            Optional<MaintenanceWindow> ended = store.endMaintenance(id, new Ending(by, clock.wall()));
            ended.ifPresent(ContextKeeper.this::put);
            return ended;
        }

        @Override
        public List<MaintenanceWindow> all() {
            List<MaintenanceWindow> all = new ArrayList<>(options.maintenance());
            all.addAll(store.maintenanceWindows());
            return List.copyOf(all);
        }

        @Override
        public List<MaintenanceWindow> active() {
            Instant now = clock.wall();
            return context.maintenance().windows().stream()
                    .filter(window -> !window.isOver(now))
                    .toList();
        }

        @Override
        public boolean configured(UUID id) {
            return options.maintenance().stream().anyMatch(window -> window.id().equals(id));
        }

        @Override
        public List<MaintenanceTime> times(Instant from, Instant to) {
            return context.maintenance().times(from, to);
        }
    }
}
