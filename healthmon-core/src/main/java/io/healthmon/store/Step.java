package io.healthmon.store;

import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.notify.Delivery;
import io.healthmon.notify.Notification;
import java.util.List;
import java.util.Optional;

/**
 * What one check did, recorded as one unit: its row, the service's new state, what became of its alert and who is to be told.
 *
 * @param check the check; empty if the step has another cause (somebody acknowledged the alert, a message was sent, the service is no
 *     longer watched, checks were given up or found nothing out)
 * @param state the state after it
 * @param transitions what happened to the alert, in order; mostly nothing
 * @param suppressions what would have happened to it, and did not; mostly nothing
 * @param notifications what is to be sent because of it; mostly nothing
 * @param deliveries what became of notifications of this service's alerts; mostly nothing
 * @param gap checks of the service since its step before that are not recorded; mostly none
 * @param unobserved the time between the check before and this one, if the service was not observed in it; mostly none
 */
public record Step(
        Optional<CheckResult> check,
        ServiceState state,
        List<Transition> transitions,
        List<Suppression> suppressions,
        List<Notification> notifications,
        List<Delivery> deliveries,
        Optional<Gap> gap,
        Optional<Unobserved> unobserved) {

    public Step {
        transitions = List.copyOf(transitions);
        suppressions = List.copyOf(suppressions);
        notifications = List.copyOf(notifications);
        deliveries = List.copyOf(deliveries);
    }

    /** One of a service that was observed all the time. */
    public Step(
            Optional<CheckResult> check,
            ServiceState state,
            List<Transition> transitions,
            List<Suppression> suppressions,
            List<Notification> notifications,
            List<Delivery> deliveries,
            Optional<Gap> gap) {
        this(check, state, transitions, suppressions, notifications, deliveries, gap, Optional.empty());
    }

    /** One that nobody is told of. */
    public Step(Optional<CheckResult> check, ServiceState state, List<Transition> transitions, Optional<Gap> gap) {
        this(check, state, transitions, List.of(), List.of(), List.of(), gap);
    }

    /** One with nothing given up before it. */
    public Step(Optional<CheckResult> check, ServiceState state, List<Transition> transitions) {
        this(check, state, transitions, Optional.empty());
    }

    /** The service's name. */
    public String service() {
        return state.service();
    }

    /** True if it says anything that is said nowhere else: of an alert, or of a message. */
    public boolean tellsOfAlerts() {
        return !(transitions.isEmpty() && suppressions.isEmpty() && notifications.isEmpty() && deliveries.isEmpty());
    }

    /** This, with this gap before it and no other. */
    public Step telling(Gap all) {
        return new Step(
                check, state, transitions, suppressions, notifications, deliveries, Optional.of(all), unobserved);
    }

    /** This, with these checks given up before it. */
    public Step with(Gap more) {
        return telling(gap.map(more::plus).orElse(more));
    }

    /** This, with a time before it in which the service was not observed, or none. */
    public Step afterUnobserved(Optional<Unobserved> time) {
        return time.equals(unobserved)
                ? this
                : new Step(check, state, transitions, suppressions, notifications, deliveries, gap, time);
    }
}
