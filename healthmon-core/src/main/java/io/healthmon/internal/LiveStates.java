package io.healthmon.internal;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.ServiceState;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.RecordedState;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.Step;
import io.healthmon.store.UptimeReader.HourlyCounts;
import io.healthmon.time.MonitorClock;
import io.healthmon.view.CurrentStates;
import io.healthmon.view.ServiceStatus;
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
    private final Map<String, Live> live = new ConcurrentHashMap<>();

    LiveStates(MonitorClock clock, Targets targets) {
        this.clock = clock;
        this.targets = targets;
    }

    /** The newest state of one service. */
    private static final class Live {
        volatile ServiceState state;
        volatile @Nullable Recorded recorded;
        final HourRing hours = new HourRing();

        Live(ServiceState state) {
            this.state = state;
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

    /** The service's newest status alone, which costs little; unknown while there is none. */
    HealthStatus status(String service) {
        Live entry = live.get(service);
        return entry == null ? HealthStatus.UNKNOWN : entry.state.status();
    }

    private ServiceStatus status(HealthTarget target, Instant now) {
        Live entry = live.get(target.name());
        if (entry == null) {
            return new ServiceStatus(
                    target, ServiceState.initial(target.name()), OptionalLong.empty(), StatusCounts.NONE);
        }
        ServiceState state = entry.state;
        return new ServiceStatus(target, state, checkId(state, entry.recorded), entry.hours.total(now));
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

    /** The state as it stands; does not count a check. */
    void put(ServiceState state) {
        entry(state).state = state;
    }

    /** The state that was recorded before this monitor started. */
    void adopt(RecordedState before) {
        Live entry = entry(before.state());
        entry.state = before.state();
        before.state()
                .lastCheck()
                .ifPresent(check ->
                        before.checkId().ifPresent(id -> entry.recorded = new Recorded(check.timestamp(), id)));
    }

    /** The state after a check that counts. */
    void checked(ServiceState state, CheckResult check) {
        Live entry = entry(state);
        entry.state = state;
        entry.hours.add(check.timestamp(), check.evaluation().status());
    }

    /**
     * The step is never recorded: its check counts no more, as it does not in the store. Until then it counts, so that the
     * present is complete while the store is away.
     */
    void givenUp(Step step) {
        Live entry = live.get(step.service());
        if (entry != null) {
            step.check()
                    .ifPresent(check -> entry.hours.remove(
                            check.timestamp(), check.evaluation().status()));
        }
    }

    void hours(HourlyCounts hourly) {
        Live entry = live.get(hourly.service());
        if (entry != null) {
            entry.hours.add(hourly.hour(), hourly.counts());
        }
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

    private Live entry(ServiceState state) {
        return live.computeIfAbsent(state.service(), name -> new Live(state));
    }
}
