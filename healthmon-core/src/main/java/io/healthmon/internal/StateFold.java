package io.healthmon.internal;

import io.healthmon.HealthTarget;
import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.Decision;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import io.healthmon.alert.context.AlertContext;
import io.healthmon.alert.context.OwnAlert;
import io.healthmon.check.Checks;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.internal.Judging.Judged;
import io.healthmon.notify.Delivery;
import io.healthmon.store.Gap;
import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedResult;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.RecordedState;
import io.healthmon.store.Step;
import io.healthmon.store.StoreException;
import io.healthmon.store.Unobserved;
import io.healthmon.view.NoSuchAlertException;
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
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Folds check results into the states of their services, one after another ({@link InTurn}), so that nothing here needs a lock
 * and every order of events is an order of calls. Everything it makes has a number, in this order.
 *
 * <p>What a service's state was before this monitor started, the store tells ({@link #opened}), or the disk, where an earlier process
 * left newer steps ({@link #remember}). A service of which neither is known yet is {@link Unfolded}: its results only show.
 */
final class StateFold {

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
    private final Supplier<AlertContext> context;
    private final StepMaker maker;
    private final LiveStates live;
    private final Output output;
    private final Haste haste;
    private final Judging judging;
    private final Judging recovering;
    private final Map<String, ServiceState> states = new HashMap<>();
    private final Unfolded unfolded;

    /** What came of messages about services whose state is not known yet. A crash meanwhile sends these again, by the same keys. */
    private final Map<String, List<Delivery>> undecided = new LinkedHashMap<>();

    /** Checks that found nothing out, of services whose state is not known yet: the next result tells of them. A crash before forgets them. */
    private final Map<String, Gap> untold = new LinkedHashMap<>();

    /** Services no longer watched, the first to go first. */
    private final Set<String> departed = new LinkedHashSet<>();

    private long lastNumber;

    StateFold(
            Targets targets,
            AlertPolicy policy,
            Supplier<AlertContext> context,
            StepMaker maker,
            LiveStates live,
            Output output,
            Counters counters,
            long maxKeptCharacters) {
        this.targets = targets;
        this.context = context;
        this.maker = maker;
        this.live = live;
        this.output = output;
        this.haste = new Haste(targets, output::checkSoon);
        this.judging = new Judging(targets, policy, context, this::known, counters);
        this.unfolded = new Unfolded(maxKeptCharacters, live, this::recovered);
        this.recovering =
                judging.with(service -> service.equals(OwnAlert.SERVICE) ? known(service) : unfolded.recorded(service));
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
        boolean definite = unfolded.knows(result.service());
        Judged judged = judging.judge(target.get(), before, ordered);
        if (definite && unfolded.knows(OwnAlert.SERVICE)) {
            // Where it is not known yet whether it is open, a later check decides.
            judged.judgement().monitor().ifPresent(this::own);
        }
        Step step = step(target.get(), before, ordered, judged, Optional.empty());
        put(step.state());
        live.latest(step.state());
        departed.remove(result.service());
        haste.judged(before, step.state(), judged);
        Suspicion.recheck(target.get(), step.state()).ifPresent(after -> output.checkSoon(result.service(), after));
        lastNumber++;
        if (definite) {
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
            if (judged.judgement().monitor().isEmpty()) {
                goOn(result.service(), ordered.timestamp());
            }
        } else {
            Optional<Gap> gap = Optional.ofNullable(untold.remove(result.service()));
            Unfolded.Entry entry = unfolded.add(new NumberedResult(lastNumber, result, gap), step.state());
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

    /** A check found nothing out, by the monitor's own fault: it counts neither way, and so it is recorded. */
    void missed(String service, Gap gap) {
        if (targets.find(service).isEmpty()) {
            return;
        }
        live.missed(service, gap);
        if (unfolded.knows(service)) {
            tell(service, gap);
        } else {
            untold.merge(service, gap, Gap::plus);
        }
    }

    private void tell(String service, Gap gap) {
        lastNumber++;
        Step step = new Step(Optional.empty(), state(service), List.of(), Optional.of(gap));
        output.offer(new Pending(new NumberedStep(lastNumber, step), () -> {}, why -> {}), false);
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
            put(state);
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
                put(known);
                live.adopt(before);
            }
            unfolded.recorded(known);
        }
        if (!context.get().canaries().isEmpty()) {
            unfolded.remember(Set.of(OwnAlert.SERVICE));
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
        unfolded.reached(number).values().forEach(this::put);
        if (unfolded.isComplete() && !undecided.isEmpty()) {
            Map<String, List<Delivery>> waiting = Map.copyOf(undecided);
            undecided.clear();
            waiting.forEach(this::delivered);
        }
        if (unfolded.isComplete() && !untold.isEmpty()) {
            Map<String, Gap> gaps = Map.copyOf(untold);
            untold.clear();
            gaps.forEach((service, gap) -> {
                if (targets.find(service).isPresent()) {
                    tell(service, gap);
                }
            });
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
                .map(target -> recovered(target, before, ordered, result.gap()))
                .orElseGet(() -> new Step(Optional.of(ordered), before.after(ordered), List.of(), result.gap()));
        return new NumberedStep(result.number(), step);
    }

    private Step recovered(HealthTarget target, ServiceState before, CheckResult ordered, Optional<Gap> gap) {
        Judged judged = recovering.judge(target, before, ordered);
        judged.judgement().monitor().ifPresent(this::own);
        return step(target, before, ordered, judged, gap);
    }

    // ---- the monitor's own alert

    private void own(Transition transition) {
        own(new Decision(OwnAlert.after(transition), List.of(transition)), transition.at());
        if (!transition.alert().active()) {
            haste.recovered(OwnAlert.SERVICE);
        }
    }

    /**
     * While it is active, it is written again with each check of a canary: so what is left on disk says of it what the canaries' own
     * newest entries say of them; and whom it could not be told yet, may be told.
     */
    private void goOn(String canary, Instant at) {
        if (context.get().canaries().contains(canary)) {
            known(OwnAlert.SERVICE)
                    .filter(own -> own.activeAlert().isPresent())
                    .ifPresent(own -> own(new Decision(own, List.of()), at));
        }
    }

    private void own(Decision decision, Instant at) {
        ServiceState before = state(OwnAlert.SERVICE);
        Step step = maker.step(before, decision, Map.of(), Optional.empty(), at, Optional.empty());
        put(step.state());
        lastNumber++;
        output.offer(
                new Pending(new NumberedStep(lastNumber, step), () -> live.show(step.state(), true), why -> {}), false);
    }

    private boolean watchesCanaries() {
        return context.get().canaries().stream()
                .anyMatch(canary -> targets.find(canary).isPresent());
    }

    // ---- what people do

    /**
     * Somebody sees to an alert.
     *
     * @param done hears of the alert once that is recorded
     * @param failed hears why it is not
     */
    void acknowledge(
            AlertKey key, Acknowledgement by, Consumer<Alert> done, Consumer<? super RuntimeException> failed) {
        if (!unfolded.knows(key.service())) {
            failed.accept(new StoreException.Unavailable(
                    "the alerts of before are not known yet", new IllegalStateException("not opened")));
            return;
        }
        ServiceState before = state(key.service());
        Optional<Alert> active =
                before.activeAlert().filter(alert -> AlertKey.of(alert).equals(key));
        if (active.isEmpty()) {
            failed.accept(new NoSuchAlertException(key));
            return;
        }
        Alert acknowledged = active.get().acknowledged(by);
        String sentence = by.by() + " sees to it" + (by.note().isEmpty() ? "" : ": " + by.note());
        Transition transition =
                new Transition(Transition.Kind.ACKNOWLEDGED, acknowledged, by.at(), Why.of("acknowledged", sentence));
        Decision decision = new Decision(before.with(Optional.of(acknowledged)), List.of(transition));
        Map<String, String> labels =
                targets.find(key.service()).map(HealthTarget::labels).orElse(Map.of());
        Step step = maker.step(before, decision, labels, Optional.empty(), by.at(), Optional.empty());
        put(step.state());
        lastNumber++;
        output.offer(
                new Pending(
                        new NumberedStep(lastNumber, step),
                        () -> {
                            live.show(step.state(), true);
                            done.accept(step.state().activeAlert().orElse(acknowledged));
                        },
                        failed::accept),
                true);
    }

    // ---- who is watched

    /** The service is no longer watched: its alert, if there is one, is resolved. */
    void remove(String service, Instant now) {
        judging.forget(service);
        ServiceState state = states.remove(service);
        if (state != null) {
            haste.moved(Optional.of(state), state.withHeld(Optional.empty()));
        }
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
        if (context.get().canaries().contains(service) && !watchesCanaries()) {
            known(OwnAlert.SERVICE)
                    .flatMap(own -> OwnAlert.resolve(own, now, "no canary is watched any more"))
                    .ifPresent(this::own);
        }
    }

    /** Kept for its last timestamp and its streaks, should the service come back; not for what its target sent. */
    private void depart(ServiceState state) {
        ServiceState kept = forgetting(state);
        put(kept);
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
                .filter(state -> !state.service().equals(OwnAlert.SERVICE) || !watchesCanaries())
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

    private Step step(HealthTarget target, ServiceState before, CheckResult check, Judged judged, Optional<Gap> gap) {
        return maker.step(before, judged.decision(), target.labels(), Optional.of(check), check.timestamp(), gap)
                .afterUnobserved(Unobserved.before(target, before, check));
    }

    private void put(ServiceState state) {
        haste.moved(Optional.ofNullable(states.put(state.service(), state)), state);
    }

    private Optional<ServiceState> known(String service) {
        return Optional.ofNullable(states.get(service));
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
