package io.healthmon.internal;

import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Decision;
import io.healthmon.alert.Held;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Silence;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.notify.Notification;
import io.healthmon.notify.Telling;
import io.healthmon.notify.Telling.Told;
import io.healthmon.store.Gap;
import io.healthmon.store.Step;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes what was decided the step that is recorded: with those who are told, and with what is held back, once. Pure, but for what it
 * remembers of alerts that are to be told later. Not thread-safe.
 */
final class StepMaker {

    /** Knows the silences. */
    @FunctionalInterface
    interface Silencing {
        /** No silence, ever. */
        Silencing NONE = (service, labels, moment) -> Optional.empty();

        /** The silence that holds for the service at that moment; of several any. */
        Optional<Silence> of(String service, Map<String, String> labels, Instant moment);
    }

    private final Telling telling;
    private final Silencing silencing;

    /** Of alerts that somebody may have to be told of late, why they were opened, by service: nobody else remembers it. */
    private final Map<String, Opened> untold = new HashMap<>();

    private record Opened(AlertKey alert, Why why) {}

    StepMaker(Telling telling, Silencing silencing) {
        this.telling = telling;
        this.silencing = silencing;
    }

    /**
     * The step.
     *
     * @param before the state before
     * @param decision what was decided, all things considered
     * @param labels the service's
     * @param check the check that caused it, if one did
     * @param now the check's timestamp, or when else it was caused
     * @param gap what is told of with it
     */
    Step step(
            ServiceState before,
            Decision decision,
            Map<String, String> labels,
            Optional<CheckResult> check,
            Instant now,
            Optional<Gap> gap) {
        ServiceState after = decision.state();
        if (telling.isIdle(after, decision.transitions())) {
            return held(before, after, decision.transitions(), List.of(), decision.suppression(), check, gap);
        }
        Optional<Silence> silence = silencing.of(after.service(), labels, now);
        Told told = telling.tell(before, after, decision.transitions(), labels, silence, opened(after), now);
        remember(told);
        return held(
                before,
                told.state(),
                told.transitions(),
                told.notifications(),
                decision.suppression().or(told::suppression),
                check,
                gap);
    }

    private Optional<Why> opened(ServiceState state) {
        return Optional.ofNullable(untold.get(state.service()))
                .filter(its -> state.activeAlert().map(AlertKey::of).equals(Optional.of(its.alert())))
                .map(Opened::why);
    }

    private void remember(Told told) {
        String service = told.state().service();
        Optional<Alert> late = told.state().activeAlert().filter(telling::mayBeLate);
        if (late.isEmpty()) {
            untold.remove(service);
            return;
        }
        AlertKey key = AlertKey.of(late.get());
        told.transitions().stream()
                .filter(its -> its.kind() == Transition.Kind.TRIGGERED
                        && AlertKey.of(its.alert()).equals(key))
                .forEach(its -> untold.put(service, new Opened(key, its.why())));
    }

    /** What goes on being held back is recorded when it begins, and remembered until it ends. */
    private static Step held(
            ServiceState before,
            ServiceState after,
            List<Transition> transitions,
            List<Notification> notifications,
            Optional<Suppression> suppression,
            Optional<CheckResult> check,
            Optional<Gap> gap) {
        if (suppression.isEmpty() && after.held().isEmpty()) {
            return new Step(check, after, transitions, List.of(), notifications, List.of(), gap);
        }
        boolean goesOn = suppression.isPresent()
                && before.held().filter(its -> its.goesOn(suppression.get())).isPresent();
        Optional<Held> held = Held.next(before.held(), suppression);
        return new Step(
                check,
                after.withHeld(held),
                transitions,
                goesOn ? List.of() : suppression.map(List::of).orElse(List.of()),
                notifications,
                List.of(),
                gap);
    }
}
