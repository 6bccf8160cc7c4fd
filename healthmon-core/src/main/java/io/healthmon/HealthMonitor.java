package io.healthmon;

import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.CronReader;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.Transition;
import io.healthmon.alert.context.AlertContext;
import io.healthmon.alert.context.ContextOptions;
import io.healthmon.check.CheckerProvider;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.StatusEvaluator;
import io.healthmon.internal.MonitorCore;
import io.healthmon.notify.Channel;
import io.healthmon.notify.ChannelOptions;
import io.healthmon.notify.Channels;
import io.healthmon.notify.Notifier;
import io.healthmon.notify.Receipt;
import io.healthmon.notify.Route;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.replay.ReplayReport;
import io.healthmon.replay.ReplayRequest;
import io.healthmon.replay.Replays;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.Store;
import io.healthmon.store.StoreStatus;
import io.healthmon.store.spool.Spool;
import io.healthmon.time.MonitorClock;
import io.healthmon.view.HealthView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Watches services: checks each on its own schedule, evaluates what comes back, opens and resolves alerts, and records it
 * all.
 *
 * <pre>{@code
 * try (HealthMonitor monitor = HealthMonitor.builder()
 *         .target(HealthTarget.http("stream-bot", "http://stream-bot:5000/health").critical(true).build())
 *         .start()) {
 *     …
 * }
 * }</pre>
 *
 * <p>Thread-safe. Runs on daemon threads of its own until it is closed.
 */
public final class HealthMonitor implements AutoCloseable {

    private final MonitorCore core;
    private final OutboundDoor door;
    private final Runnable closingDoor;

    private HealthMonitor(MonitorCore core, OutboundDoor door, Runnable closingDoor) {
        this.core = core;
        this.door = door;
        this.closingDoor = closingDoor;
    }

    /** Starts to describe a monitor. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Watches one more target, from its next slot on.
     *
     * @throws IllegalArgumentException if a service of this name is watched already, no checker knows its kind, what it depends on
     *     depends on it, or it is at an address that is not dialled (see {@link OutboundPolicy})
     */
    public void add(HealthTarget target) {
        core.add(target);
    }

    /**
     * Watches a target as described now, in the place of the one of its name. Its streaks and its alert go on.
     *
     * @throws io.healthmon.view.UnknownServiceException if no service of this name is watched
     * @throws IllegalArgumentException if no checker knows its kind, what it depends on depends on it, or it is at an address that is
     *     not dialled
     */
    public void replace(HealthTarget target) {
        core.replace(target);
    }

    /**
     * Stops watching a service. Its alert, if one is active, is resolved; its history stays.
     *
     * @throws io.healthmon.view.UnknownServiceException if no service of this name is watched
     */
    public void remove(String service) {
        core.remove(service);
    }

    /**
     * Checks a service now, outside its schedule; recorded and alerted on like any other check. Joins the check under way if
     * there is one. Does not block.
     *
     * @return completes when the check is recorded, in the store or on disk; at once if it can't be, because the store is away and
     *     there is no disk for it; exceptionally with a {@link MonitorFaultException} if the monitor itself failed or is closed, with a {@link MonitorClosedException} once
     *     another monitor has taken over the store
     * @throws io.healthmon.view.UnknownServiceException if no service of this name is watched
     */
    public CompletableFuture<CheckResult> check(String service) {
        return core.check(service);
    }

    /**
     * Completes when every step so far is recorded in the store; not before the store is back, if it is away; exceptionally, with a {@link
     * MonitorClosedException}, if the monitor is closed, or the store taken over, before that. Does not block.
     */
    public CompletableFuture<Void> flush() {
        return core.flush();
    }

    /**
     * Sends a word that is no alert over one channel, once, before all that waits for it: to see whether it works. Does not block.
     *
     * @param sentence what it is to say
     * @return completes with what the channel made of it; empty if there is no channel of that name
     */
    public Optional<CompletableFuture<Receipt>> testChannel(String channel, String sentence) {
        return core.testChannel(channel, sentence);
    }

    /**
     * Says that somebody sees to an alert: it is told no more until it is resolved. A second acknowledgement takes the place of the
     * first. Does not block.
     *
     * @param by who; at most 100 characters
     * @param note what they say of it; may be empty, at most 500 characters
     * @return completes with the alert when that is recorded, in the store or on disk; exceptionally with a {@link
     *     io.healthmon.view.NoSuchAlertException} if there is no such alert or it is resolved, with a {@link
     *     io.healthmon.store.StoreException.Unavailable} if the store was away when the monitor was started and the service's alerts are
     *     not known yet, with a {@link MonitorClosedException} if the monitor is closed or the store taken over
     */
    public CompletableFuture<Alert> acknowledge(AlertKey alert, String by, String note) {
        return core.acknowledge(alert, by, note);
    }

    /** Whose alerts are not told for a time. */
    public SilenceBook silences() {
        return core.silences();
    }

    /** When services are worked on, so that none of their alerts is opened. */
    public MaintenanceBook maintenance() {
        return core.maintenance();
    }

    /**
     * What would have been alerted under other targets, and how that differs from what was: folds the recorded log once more, by this
     * monitor's policy, with the request's context and the maintenance windows that people planned. Changes and sends nothing. Blocks for a few
     * seconds for a million checks.
     *
     * @param request its policy counts for nothing
     * @param progress is told how far it is; what it throws ends the replay
     * @throws io.healthmon.store.StoreException.Unavailable if the store is away
     */
    public ReplayReport replay(ReplayRequest request, Replays.Progress progress) {
        return core.replay(request, progress);
    }

    /** What readers ask: status, history, alerts, uptime. */
    public HealthView view() {
        return core.view();
    }

    /** How the store is, as the writer finds it. */
    public StoreStatus storeStatus() {
        return core.storeStatus();
    }

    /** Counts since the start. */
    public MonitorStatistics statistics() {
        return core.statistics();
    }

    /**
     * Keeps from now on what the newest check of each service brought back, so that {@link HealthView#sighting} has something to show:
     * in memory alone, 2 KB of each body, and of all bodies together 20 MB. Default is that nothing is kept.
     */
    public void keepSightings() {
        core.keepSightings();
    }

    /** Adds a listener; it hears what happens from now on. */
    public void addListener(MonitorListener listener) {
        core.addListener(listener);
    }

    /** Removes a listener. */
    public void removeListener(MonitorListener listener) {
        core.removeListener(listener);
    }

    /**
     * Stops: no new checks, those under way are abandoned, what was evaluated is recorded if the store answers. Idempotent;
     * returns within 6 s, whatever the store does. Closes the store.
     */
    @Override
    public void close() {
        core.close();
        closingDoor.run();
    }

    /**
     * The monitor's way out. Who serves its API, or knows where its database is, tells it so: neither is to be reached by a check then,
     * but for the API's health and by checks of type {@code postgres}.
     */
    public OutboundDoor outbound() {
        return door;
    }

    /** Describes a monitor. Not thread-safe; used once. */
    public static final class Builder {
        private final List<HealthTarget> targets = new ArrayList<>();
        private final List<MonitorListener> listeners = new ArrayList<>();
        private final List<CheckerProvider> providers = new ArrayList<>();
        private Optional<Store> store = Optional.empty();
        private Optional<Spool> spool = Optional.empty();
        private StatusEvaluator evaluator = StatusEvaluator.standard();
        private AlertPolicy policy = AlertPolicy.standard();
        private final List<Channel> channels = new ArrayList<>();
        private List<Route> routes = List.of();
        private final List<MaintenanceWindow> maintenance = new ArrayList<>();
        private List<String> canaries = List.of();
        private int cutOffThreshold = AlertContext.DEFAULT_CUT_OFF_THRESHOLD;
        private CronReader cron = CronReader.NONE;
        private OutboundPolicy outbound = OutboundPolicy.HOMELAB;
        private Optional<OutboundDoor> door = Optional.empty();

        private Builder() {}

        /** Adds a target; none is fine too, {@link HealthMonitor#add} adds them later. */
        public Builder target(HealthTarget target) {
            targets.add(target);
            return this;
        }

        /** Adds targets. */
        public Builder targets(List<HealthTarget> more) {
            targets.addAll(more);
            return this;
        }

        /** Where steps are recorded; default in memory. The monitor closes it. */
        public Builder store(Store value) {
            store = Optional.of(value);
            return this;
        }

        /**
         * Where results wait on disk while the store is away; default nowhere, then they wait in memory, and are lost if the process ends
         * meanwhile. The monitor closes it.
         */
        public Builder spool(Spool value) {
            spool = Optional.of(value);
            return this;
        }

        /** Adds a listener. */
        public Builder listener(MonitorListener listener) {
            listeners.add(listener);
            return this;
        }

        /** Calls {@code action} with each recorded transition of an alert; see {@link MonitorListener} for the thread. */
        public Builder onTransition(Consumer<Transition> action) {
            return listener(new MonitorListener() {
                @Override
                public void onStep(RecordedStep step) {
                    step.step().transitions().forEach(action);
                }
            });
        }

        /** What observations mean; default the standard evaluator. */
        public Builder evaluator(StatusEvaluator value) {
            evaluator = value;
            return this;
        }

        /** When alerts open and resolve; default the standard policy. */
        public Builder policy(AlertPolicy value) {
            policy = value;
            return this;
        }

        /** Adds a kind of check, beside those on the class path; goes before one of the same type. */
        public Builder checker(CheckerProvider provider) {
            providers.add(provider);
            return this;
        }

        /** Adds a channel with the default options; see {@link #channel(String, Notifier, ChannelOptions)}. */
        public Builder channel(String name, Notifier notifier) {
            return channel(name, notifier, ChannelOptions.DEFAULT);
        }

        /**
         * Adds a channel over which alerts are told: all of them, unless there are {@link #routes}. The monitor closes it.
         *
         * @throws IllegalArgumentException if it may not be called so
         */
        public Builder channel(String name, Notifier notifier, ChannelOptions options) {
            channels.add(new Channel(name, notifier, options));
            return this;
        }

        /** Which alerts are told over which channels; default all over all. */
        public Builder routes(List<Route> value) {
            routes = List.copyOf(value);
            return this;
        }

        /** Adds maintenance windows; more may be planned while the monitor runs, see {@link HealthMonitor#maintenance}. */
        public Builder maintenance(List<MaintenanceWindow> windows) {
            maintenance.addAll(windows);
            return this;
        }

        /**
         * Services by which the monitor knows whether it is cut off from its own network: when all of them fail too, nothing is alerted
         * but that. Default none, then it is never thought to be. No service may be called {@code healthmon} then.
         */
        public Builder canaries(List<String> services) {
            canaries = List.copyOf(services);
            return this;
        }

        /**
         * How many checks in a row each canary must have failed before the monitor takes itself to be cut off; default 2, 1 to 10. Until
         * then, and as long as none of them works, alerts that would open wait.
         */
        public Builder cutOffThreshold(int checks) {
            cutOffThreshold = checks;
            return this;
        }

        /** Understands the cron expressions of maintenance windows; default none is understood. */
        public Builder cron(CronReader value) {
            cron = value;
            return this;
        }

        /** Which addresses are dialled; default all but those that never are. */
        public Builder outbound(OutboundPolicy value) {
            outbound = value;
            return this;
        }

        /** The way out, shared with channels, so that what it is told and what it remembers is the same to all. The monitor leaves it open. */
        public Builder outbound(OutboundDoor value) {
            door = Optional.of(value);
            return this;
        }

        /**
         * Opens the store and starts. A store that does not answer does not hinder: results wait until it does.
         *
         * @throws io.healthmon.store.StoreException.Unusable if the store can't be used as it is: wrong credentials, a schema
         *     newer than this program
         * @throws IllegalArgumentException if two targets or two channels have the same name, no checker knows a target's kind, a target
         *     is at an address that is not dialled, or a route names a channel that there is not; a store that was given stays open then
         */
        public HealthMonitor start() {
            OutboundDoor itsDoor = door.orElseGet(() -> OutboundDoor.open(MonitorClock.system(), outbound));
            Runnable closingDoor = door.isPresent() ? () -> {} : itsDoor::close;
            try {
                return new HealthMonitor(start(itsDoor), itsDoor, closingDoor);
            } catch (Throwable t) {
                closingDoor.run();
                throw t;
            }
        }

        private MonitorCore start(OutboundDoor itsDoor) {
            return MonitorCore.start(
                    targets,
                    store.orElseGet(InMemoryStore::new),
                    spool,
                    evaluator,
                    policy,
                    providers,
                    new Channels(channels, routes),
                    new ContextOptions(maintenance, canaries, cutOffThreshold, cron),
                    listeners,
                    itsDoor);
        }
    }
}
