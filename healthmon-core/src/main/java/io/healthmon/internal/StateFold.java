package io.healthmon.internal;

import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.Decision;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import io.healthmon.check.Checks;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.notify.Delivery;
import io.healthmon.store.Gap;
import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedResult;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.RecordedState;
import io.healthmon.store.Step;
import io.healthmon.store.Unobserved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds check results into the states of their services, one after another ({@link InTurn}), so that nothing here needs a lock
 * and every order of events is an order of calls. Everything it makes has a number, in this order.
 *
 * <p>What a service's state was before this monitor started, the store tells ({@link #opened}), or the disk, where an earlier process
 * left newer steps ({@link #remember}). A service of which neither is known yet is {@link Unfolded}: its results only show.
 */
final class StateFold {

    private static final Logger LOG = LoggerFactory.getLogger(StateFold.class);

    /** Services no longer watched that are remembered: their last timestamp, and the counts of their day. */
    static final int MAX_DEPARTED = 1_000;

    /** Who waits for a result. */
    interface Caller {
        /** Readers see it now, as it is recorded: its timestamp may have been moved behind that of the check before it. */
        void seen(CheckResult recorded);

        /** It is never recorded. */
        void failed(RuntimeException why);
    }

    /** Where what it makes goes. */
    interface Output {
        /**
         * Takes an entry.
         *
         * @param urgent whether somebody waits for it
         */
        void offer(Pending pending, boolean urgent);

        /** Asks for a check of the service outside its grid, unless its slot comes first. May be ignored. */
        default void checkSoon(String service, Duration after) {}
    }

    private final Targets targets;
    private final AlertPolicy policy;
    private final StepMaker maker;
    private final LiveStates live;
    private final Output output;
    private final Counters counters;
    private final Map<String, ServiceState> states = new HashMap<>();
    private final Unfolded unfolded;

    /** What came of messages about services whose state is not known yet. A crash meanwhile sends these again, by the same keys. */
    private final Map<String, List<Delivery>> undecided = new LinkedHashMap<>();

    /** Services no longer watched, the first to go first. */
    private final Set<String> departed = new LinkedHashSet<>();

    private long lastNumber;

    StateFold(
            Targets targets,
            AlertPolicy policy,
            StepMaker maker,
            LiveStates live,
            Output output,
            Counters counters,
            long maxKeptCharacters) {
        this.targets = targets;
        this.policy = policy;
        this.maker = maker;
        this.live = live;
        this.output = output;
        this.counters = counters;
        this.unfolded = new Unfolded(maxKeptCharacters, live, this::recovered);
    }

    // ---- results

    /**
     * Folds a result.
     *
     * @param urgent whether somebody waits for it
     */
    void fold(CheckResult result, boolean urgent, Caller caller) {
        Optional<HealthTarget> target = targets.find(result.service());
        if (target.isEmpty()) {
            caller.seen(result); // removed while its last check was under way
            return;
        }
        ServiceState before = state(result.service());
        CheckResult ordered = afterLast(before, result);
        Step step = step(target.get(), before, ordered, Optional.empty());
        states.put(result.service(), step.state());
        live.latest(step.state());
        departed.remove(result.service());
        Suspicion.recheck(target.get(), step.state()).ifPresent(after -> output.checkSoon(result.service(), after));
        lastNumber++;
        if (unfolded.knows(result.service())) {
            output.offer(
                    new Pending(
                            new NumberedStep(lastNumber, step),
                            () -> {
                                live.show(step.state(), true);
                                live.count(ordered);
                                caller.seen(ordered);
                            },
                            caller::failed),
                    urgent);
        } else {
            Unfolded.Entry entry = unfolded.add(new NumberedResult(lastNumber, result), step.state());
            output.offer(
                    new Pending(
                            entry.result(),
                            () -> {
                                entry.show();
                                live.count(ordered);
                                caller.seen(ordered);
                            },
                            caller::failed),
                    urgent);
        }
    }

    /** The number of what was made last; 0 before. */
    long lastNumber() {
        return lastNumber;
    }

    // ---- what was sent

    /** What came of messages about services' alerts: recorded as what happened to these services. */
    void delivered(List<Delivery> outcomes) {
        Map<String, List<Delivery>> byService = new LinkedHashMap<>();
        for (Delivery outcome : outcomes) {
            String service = outcome.alert().service();
            Map<String, List<Delivery>> where = unfolded.knows(service) ? byService : undecided;
            where.computeIfAbsent(service, name -> new ArrayList<>()).add(outcome);
        }
        byService.forEach(this::delivered);
    }

    private void delivered(String service, List<Delivery> outcomes) {
        lastNumber++;
        Step step =
                new Step(Optional.empty(), state(service), List.of(), List.of(), List.of(), outcomes, Optional.empty());
        output.offer(new Pending(new NumberedStep(lastNumber, step), () -> {}, why -> {}), false);
    }

    // ---- what was before

    /** What an earlier process left on disk: the newest state of each service. Before everything else. */
    void remember(Map<String, ServiceState> newest) {
        newest.forEach((service, state) -> {
            states.put(service, state);
            live.latest(state);
            live.show(state, true);
        });
        unfolded.remember(newest.keySet());
    }

    /** The store tells what it knows. */
    void opened(List<RecordedState> recorded) {
        for (RecordedState before : recorded) {
            ServiceState known = before.state();
            String service = known.service();
            ServiceState own = states.get(service);
            boolean remembered = own != null && unfolded.knows(service);
            if (own == null || remembered && isNewer(known, own)) {
                states.put(service, known);
                live.adopt(before);
            }
            unfolded.recorded(known);
        }
        unfolded.open();
    }

    /** A step of an earlier process has reached the store after it told what it knew: the service's state is newer than that. */
    void broughtHome(Step step) {
        unfolded.recorded(step.state());
    }

    private static boolean isNewer(ServiceState one, ServiceState other) {
        return one.lastCheck().isPresent()
                && other.lastCheck()
                        .filter(last -> !one.lastCheck().get().timestamp().isAfter(last.timestamp()))
                        .isEmpty();
    }

    /** The steps of entries that are on their way to the store, in order. */
    List<NumberedStep> steps(List<? extends Numbered> entries) {
        return unfolded.steps(entries);
    }

    /** All entries of this monitor's up to this number are on their way to the store. */
    void reached(long number) {
        unfolded.reached(number).forEach(states::put);
        if (unfolded.isComplete() && !undecided.isEmpty()) {
            Map<String, List<Delivery>> waiting = Map.copyOf(undecided);
            undecided.clear();
            waiting.forEach(this::delivered);
        }
    }

    /** True once every service's state is what is recorded, or follows from it. May be asked on any thread. */
    boolean isComplete() {
        return unfolded.isComplete();
    }

    /** The step that follows from the state before it. */
    private NumberedStep recovered(ServiceState before, NumberedResult result) {
        CheckResult ordered = afterLast(before, result.result());
        // One that was watched when it was checked may not be any more, or be another that came back by its name.
        Step step = targets.find(result.service())
                .filter(target -> !unfolded.isRemoved(result))
                .map(target -> step(target, before, ordered, result.gap()))
                .orElseGet(() -> new Step(Optional.of(ordered), before.after(ordered), List.of(), result.gap()));
        return new NumberedStep(result.number(), step);
    }

    // ---- who is watched

    /** The service is no longer watched: its alert, if there is one, is resolved. */
    void remove(String service, Instant now) {
        ServiceState state = states.remove(service);
        if (!unfolded.knows(service)) {
            unfolded.removed(service, lastNumber);
            return;
        }
        if (state == null) {
            return;
        }
        List<Transition> transitions =
                state.activeAlert().map(alert -> List.of(resolved(alert, now))).orElse(List.of());
        Decision end = new Decision(state.with(Optional.empty()), transitions);
        // Its target is gone, and its labels with it; its resolve goes to those who were told, whoever they are.
        Step step = maker.step(state, end, Map.of(), Optional.empty(), now, Optional.empty());
        ServiceState ended = step.state();
        lastNumber++;
        output.offer(
                new Pending(new NumberedStep(lastNumber, step), () -> live.show(forgetting(ended), true), why -> {}),
                false);
        depart(ended);
    }

    /** Kept for its last timestamp and its streaks, should the service come back; not for what its target sent. */
    private void depart(ServiceState state) {
        ServiceState kept = forgetting(state);
        states.put(kept.service(), kept);
        departed.add(kept.service());
        if (departed.size() > MAX_DEPARTED) {
            String longest = departed.iterator().next();
            departed.remove(longest);
            states.remove(longest);
            live.forget(longest);
        }
    }

    private static ServiceState forgetting(ServiceState state) {
        return state.withLastCheck(state.lastCheck().map(check -> Loads.with(check, Checks.empty())));
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

    // ---- the fold itself

    /**
     * Timestamps strictly increase per service, whatever the wall clock does: they are half of a row's natural key. While the
     * clock is behind the last one, because it was set ahead and then back, each check comes a microsecond after the one
     * before, until the clock has caught up. That may take as long as it was ahead; the order is right meanwhile, the hour is
     * that to which the clock was set, and readers of the present count it ({@link HourRing}).
     */
    private static CheckResult afterLast(ServiceState before, CheckResult result) {
        Optional<Instant> last = before.lastCheck().map(CheckResult::timestamp);
        if (last.isEmpty() || result.timestamp().isAfter(last.get())) {
            return result;
        }
        return new CheckResult(
                result.service(), last.get().plusNanos(1_000), result.responseTime(), result.evaluation());
    }

    private Step step(HealthTarget target, ServiceState before, CheckResult check, Optional<Gap> gap) {
        Decision decision = decide(target, before, check);
        return maker.step(before, decision, target.labels(), Optional.of(check), check.timestamp(), gap)
                .afterUnobserved(Unobserved.before(target, before, check));
    }

    private Decision decide(HealthTarget target, ServiceState state, CheckResult result) {
        try {
            return checked(policy.decide(target, state, result), result);
        } catch (Throwable t) {
            LOG.error("{}: the alert policy failed; the check is recorded without it", result.service(), t);
            counters.monitorFaults.increment();
            return new Decision(state.after(target, result), List.of());
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
        return new Transition(
                Transition.Kind.RESOLVED,
                alert.resolved(at),
                at,
                Why.of("unwatched", "the service is no longer watched"));
    }
}
