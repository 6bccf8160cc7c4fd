package io.healthmon.internal;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.context.OwnAlert;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.Gap;
import io.healthmon.store.RecordedState;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.StatusCounts;
import io.healthmon.time.MonitorClock;
import io.healthmon.view.CurrentStates;
import io.healthmon.view.ServiceStatus;
import io.healthmon.view.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The present, in memory. Written by the fold and the recorder, read by anyone. */
final class LiveStates implements CurrentStates {

    private final MonitorClock clock;
    private final Targets targets;
    private final Sightings sightings;
    private final Map<String, Live> live = new ConcurrentHashMap<>();

    LiveStates(MonitorClock clock, Targets targets, Sightings sightings) {
        this.clock = clock;
        this.targets = targets;
        this.sightings = sightings;
    }

    /** One service. */
    private static final class Live {
        private ServiceState state;
        private boolean definite;

        /** Of the newest check, seen by readers or not. */
        volatile HealthStatus latest;

        /** Checks since then that found nothing out. */
        volatile @Nullable Gap missed;

        volatile @Nullable Recorded recorded;
        final HourRing hours = new HourRing();

        Live(String service) {
            state = ServiceState.initial(service);
            latest = state.status();
        }

        synchronized ServiceState state() {
            return state;
        }

        /** A later state stays, and one that is definite is not replaced by one that is not. */
        synchronized void show(ServiceState its, boolean isDefinite) {
            if (definite && (!isDefinite || isBefore(its, state))) {
                return;
            }
            state = its;
            definite = isDefinite;
        }

        private static boolean isBefore(ServiceState one, ServiceState other) {
            return other.lastCheck()
                    .filter(last -> one.lastCheck()
                            .filter(check -> !check.timestamp().isBefore(last.timestamp()))
                            .isEmpty())
                    .isPresent();
        }
    }

    private record Recorded(Instant timestamp, long id) {}

    @Override
    public List<ServiceStatus> services() {
        Instant now = clock.wall();
        return targets.all().stream().map(target -> status(target, now)).toList();
    }

    @Override
    public Optional<ServiceStatus> service(String name) {
        return targets.find(name).map(target -> status(target, clock.wall()));
    }

    @Override
    public Optional<Sighting> sighting(String service) {
        return sightings.of(service);
    }

    @Override
    public Optional<Alert> monitorAlert() {
        return targets.find(OwnAlert.SERVICE).isPresent()
                ? Optional.empty()
                : Optional.ofNullable(live.get(OwnAlert.SERVICE))
                        .flatMap(own -> own.state().activeAlert());
    }

    /** The service's newest status alone, which costs little; unknown while there is none. */
    HealthStatus status(String service) {
        Live entry = live.get(service);
        return entry == null ? HealthStatus.UNKNOWN : entry.latest;
    }

    private ServiceStatus status(HealthTarget target, Instant now) {
        Live entry = live.get(target.name());
        if (entry == null) {
            return new ServiceStatus(
                    target, ServiceState.initial(target.name()), OptionalLong.empty(), StatusCounts.NONE);
        }
        ServiceState state = entry.state();
        return new ServiceStatus(
                target,
                state,
                checkId(state, entry.recorded),
                entry.hours.total(now),
                Optional.ofNullable(entry.missed));
    }

    /** The row of the state's own check: the one recorded last may be older. */
    private static OptionalLong checkId(ServiceState state, @Nullable Recorded recorded) {
        return recorded != null
                        && state.lastCheck()
                                .map(CheckResult::timestamp)
                                .filter(recorded.timestamp()::equals)
                                .isPresent()
                ? OptionalLong.of(recorded.id())
                : OptionalLong.empty();
    }

    /** The newest state, whether readers see it yet or not: what the next check is evaluated by. */
    void latest(ServiceState state) {
        Live entry = entry(state.service());
        entry.latest = state.status();
        entry.missed = null;
    }

    /** A check found nothing out: of those since the newest that did, readers see how many there were and why. */
    void missed(String service, Gap gap) {
        Live entry = entry(service);
        Gap before = entry.missed;
        entry.missed = before != null && before.kind() == gap.kind() ? before.plus(gap) : gap;
    }

    /**
     * The state that readers see from now on.
     *
     * @param definite whether it follows from what is recorded, and not from a start without knowing that
     */
    void show(ServiceState state, boolean definite) {
        entry(state.service()).show(state, definite);
    }

    /** The state that was recorded before this monitor started. */
    void adopt(RecordedState before) {
        Live entry = entry(before.state().service());
        entry.latest = before.state().status();
        entry.show(before.state(), true);
        before.state()
                .lastCheck()
                .ifPresent(check ->
                        before.checkId().ifPresent(id -> entry.recorded = new Recorded(check.timestamp(), id)));
    }

    /** The check counts from now on. */
    void count(CheckResult check) {
        entry(check.service()).hours.add(check.timestamp(), check.evaluation().status());
    }

    /** A check that was counted is never recorded: it counts no more, as it does not in the store. */
    void uncount(CheckResult check) {
        Live entry = live.get(check.service());
        if (entry != null) {
            entry.hours.remove(check.timestamp(), check.evaluation().status());
        }
    }

    /** The counts of the day before this monitor started, of services that are known. */
    void days(Map<String, HourRing> days) {
        days.forEach((service, day) -> {
            Live entry = live.get(service);
            if (entry != null) {
                entry.hours.addAll(day);
            }
        });
    }

    void recorded(RecordedStep step) {
        Live entry = live.get(step.step().service());
        if (entry != null && step.step().check().isPresent() && step.checkId().isPresent()) {
            entry.recorded = new Recorded(
                    step.step().check().get().timestamp(), step.checkId().getAsLong());
        }
    }

    /** Keeps nothing of the service. */
    void forget(String service) {
        live.remove(service);
    }

    private Live entry(String service) {
        return live.computeIfAbsent(service, Live::new);
    }
}
