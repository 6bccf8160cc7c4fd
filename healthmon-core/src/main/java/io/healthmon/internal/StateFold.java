package io.healthmon.internal;

import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.Decision;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Transition;
import io.healthmon.check.Checks;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.RecordedState;
import io.healthmon.store.Step;
import io.healthmon.store.UptimeReader.HourlyCounts;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds check results into the states of their services, one after another ({@link InTurn}), so that nothing here needs a lock
 * and every order of events is an order of calls.
 *
 * <p>Until the store has told what was recorded before ({@link #adopt}), results only show; they are kept and folded again
 * from the recorded states, so that a start without the database neither repeats nor loses a transition.
 */
final class StateFold {

    private static final Logger LOG = LoggerFactory.getLogger(StateFold.class);

    /** Services no longer watched that are remembered: their last timestamp, and the counts of their day. */
    static final int MAX_DEPARTED = 1_000;

    private final Targets targets;
    private final AlertPolicy policy;
    private final LiveStates live;
    private final Consumer<Step> recorder;
    private final Counters counters;
    private final int maxEarly;
    private final Map<String, ServiceState> states = new HashMap<>();
    private final Backlog<CheckResult> early;

    /** Services no longer watched, the first to go first. */
    private final Set<String> departed = new LinkedHashSet<>();

    private boolean adopted;

    StateFold(
            Targets targets,
            AlertPolicy policy,
            LiveStates live,
            Consumer<Step> recorder,
            Counters counters,
            int maxEarly,
            long maxEarlyBytes) {
        this.targets = targets;
        this.policy = policy;
        this.live = live;
        this.recorder = recorder;
        this.counters = counters;
        this.maxEarly = maxEarly;
        this.early = new Backlog<>(Loads.RESULT, maxEarlyBytes, counters.lightenedSteps);
    }

    /**
     * Folds a result.
     *
     * @return the result as it is recorded: its timestamp may have been moved behind that of the check before it
     */
    CheckResult fold(CheckResult result) {
        Optional<HealthTarget> target = targets.find(result.service());
        if (target.isEmpty()) {
            // Removed while its last check was under way.
            return result;
        }
        if (!adopted) {
            if (early.size() >= maxEarly || early.overweight()) {
                early.remove();
                counters.droppedSteps.increment();
            }
            early.add(result);
            Decision shown = decide(target.get(), afterLast(result));
            states.put(result.service(), shown.state());
            live.put(shown.state());
            return result;
        }
        return step(target.get(), result);
    }

    /** Takes over what was recorded before, then folds what came in since the start. */
    void adopt(List<RecordedState> recorded, List<HourlyCounts> hours) {
        states.clear();
        recorded.forEach(before -> {
            states.put(before.state().service(), before.state());
            live.adopt(before);
        });
        hours.forEach(live::hours);
        adopted = true;
        while (!early.isEmpty()) {
            CheckResult result = early.remove();
            targets.find(result.service()).ifPresent(target -> step(target, result));
        }
    }

    /** The service is no longer watched: its alert, if there is one, is resolved, and its streaks start anew. */
    void remove(String service, Instant now) {
        early.removeAll(result -> result.service().equals(service));
        ServiceState state = states.remove(service);
        if (!adopted || state == null) {
            return;
        }
        ServiceState ended = new ServiceState(service, state.lastCheck(), state.since(), 0, 0, Optional.empty());
        List<Transition> transitions =
                state.activeAlert().map(alert -> List.of(resolved(alert, now))).orElse(List.of());
        recorder.accept(new Step(Optional.empty(), ended, transitions));
        depart(ended);
    }

    /** Kept for its last timestamp, should the service come back; not for what its target sent. */
    private void depart(ServiceState state) {
        ServiceState kept = new ServiceState(
                state.service(),
                state.lastCheck().map(check -> Loads.with(check, Checks.empty())),
                state.since(),
                0,
                0,
                Optional.empty());
        states.put(kept.service(), kept);
        live.put(kept);
        departed.add(kept.service());
        if (departed.size() > MAX_DEPARTED) {
            String longest = departed.iterator().next();
            departed.remove(longest);
            states.remove(longest);
            live.forget(longest);
        }
    }

    /** Resolves the alerts of services that were watched once and are not any more, and keeps no more of them than of those removed. */
    void removeUnwatched(Instant now) {
        List<ServiceState> unwatched = states.values().stream()
                .filter(state -> targets.find(state.service()).isEmpty())
                .toList();
        for (ServiceState state : unwatched) {
            if (state.activeAlert().isPresent()) {
                remove(state.service(), now);
            } else {
                depart(state);
            }
        }
    }

    private CheckResult step(HealthTarget target, CheckResult result) {
        CheckResult ordered = afterLast(result);
        departed.remove(ordered.service());
        Decision decision = decide(target, ordered);
        states.put(ordered.service(), decision.state());
        live.checked(decision.state(), ordered);
        recorder.accept(new Step(Optional.of(ordered), decision.state(), decision.transitions()));
        return ordered;
    }

    /**
     * Timestamps strictly increase per service, whatever the wall clock does: they are half of a row's natural key. While the
     * clock is behind the last one, because it was set ahead and then back, each check comes a microsecond after the one
     * before, until the clock has caught up. That may take as long as it was ahead; the order is right meanwhile, the hour is
     * that to which the clock was set, and readers of the present count it ({@link HourRing}).
     */
    private CheckResult afterLast(CheckResult result) {
        Optional<Instant> last = state(result.service()).lastCheck().map(CheckResult::timestamp);
        if (last.isEmpty() || result.timestamp().isAfter(last.get())) {
            return result;
        }
        return new CheckResult(
                result.service(), last.get().plusNanos(1_000), result.responseTime(), result.evaluation());
    }

    private Decision decide(HealthTarget target, CheckResult result) {
        ServiceState state = state(result.service());
        try {
            return checked(policy.decide(target, state, result), result);
        } catch (Throwable t) {
            LOG.error("{}: the alert policy failed; the check is recorded without it", result.service(), t);
            counters.monitorFaults.increment();
            return new Decision(
                    new ServiceState(
                            state.service(),
                            Optional.of(result),
                            state.since()
                                    .filter(since -> state.status()
                                            == result.evaluation().status())
                                    .or(() -> Optional.of(result.timestamp())),
                            state.failureStreak(),
                            state.recoveryStreak(),
                            state.activeAlert()),
                    List.of());
        }
    }

    /** A policy that forgets the check would break the order of timestamps, and one that answers for another service its state. */
    private static Decision checked(Decision decision, CheckResult check) {
        ServiceState after = decision.state();
        if (!after.service().equals(check.service()) || !after.lastCheck().equals(Optional.of(check))) {
            throw new IllegalStateException("the policy's new state is not that of " + check.service() + " at "
                    + check.timestamp() + ", but of " + after.service());
        }
        return decision;
    }

    private ServiceState state(String service) {
        return states.getOrDefault(service, ServiceState.initial(service));
    }

    private static Transition resolved(Alert alert, Instant now) {
        Instant at = now.isAfter(alert.triggeredAt()) ? now : alert.triggeredAt();
        return new Transition(Transition.Kind.RESOLVED, alert.resolved(at), at, "the service is no longer watched");
    }
}
