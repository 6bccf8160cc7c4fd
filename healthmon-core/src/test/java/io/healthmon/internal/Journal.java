package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Transition;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.notify.Delivery;
import io.healthmon.notify.Notification;
import io.healthmon.store.Step;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every step that a store has recorded, held against what must be true of each that comes after the others. */
final class Journal {

    private final Map<String, ServiceState> states = new HashMap<>();
    private final Map<String, Alert> active = new HashMap<>();
    private final Map<AlertKey, Alert> alerts = new LinkedHashMap<>();
    private final Map<String, Notification> notifications = new LinkedHashMap<>();
    private final Map<String, Delivery> ends = new HashMap<>();
    private final Set<Enum<?>> seen = new HashSet<>();
    private final Set<String> excused = new HashSet<>();
    private long checks;
    private Optional<AssertionError> broken = Optional.empty();

    /** The next step. What is wrong is kept for {@link #verify}: the monitor would catch it. */
    void add(Step step) {
        try {
            check(step);
        } catch (AssertionError e) {
            if (broken.isEmpty()) {
                broken = Optional.of(e);
            }
        }
    }

    /** A check of the service was given up: its streaks count it, and the log does not hold it. */
    void excuse(String service) {
        excused.add(service);
    }

    /** Throws the first thing that was wrong. */
    void verify() {
        if (broken.isPresent()) {
            throw broken.get();
        }
    }

    /** All alerts there ever were, as they are now. */
    Collection<Alert> alerts() {
        return alerts.values();
    }

    long checks() {
        return checks;
    }

    /** Whatever happened to alerts, and kept them, at least once. */
    Set<Enum<?>> seen() {
        return seen;
    }

    /** All that there ever was to send. */
    Collection<Notification> notifications() {
        return notifications.values();
    }

    boolean holds(String notification) {
        return notifications.containsKey(notification);
    }

    /** What became of a notification in the end. */
    Optional<Delivery> end(String notification) {
        return Optional.ofNullable(ends.get(notification));
    }

    private void check(Step step) {
        String service = step.service();
        ServiceState before = states.getOrDefault(service, ServiceState.initial(service));
        step.check().ifPresent(check -> follows(before, step, check));
        step.transitions().forEach(this::follows);
        step.suppressions().forEach(suppression -> seen.add(suppression.cause()));
        assertThat(step.state().activeAlert().map(AlertKey::of))
                .as("%s: the state's alert after %s", service, step)
                .isEqualTo(Optional.ofNullable(active.get(service)).map(AlertKey::of));
        step.notifications().forEach(this::toSend);
        step.deliveries().forEach(this::delivered);
        states.put(service, step.state());
    }

    private void toSend(Notification notification) {
        assertThat(notifications.put(notification.key(), notification))
                .as("to be sent twice: %s", notification.key())
                .isNull();
    }

    private void delivered(Delivery delivery) {
        if (delivery.outcome().ends()) {
            ends.putIfAbsent(delivery.key(), delivery);
        }
    }

    /** Time goes on, and streaks are those of the log unless something of it was given up. */
    private void follows(ServiceState before, Step step, CheckResult check) {
        checks++;
        String service = step.service();
        before.lastCheck()
                .ifPresent(last -> assertThat(check.timestamp())
                        .as("%s: the check's time", service)
                        .isAfter(last.timestamp()));
        boolean complete = !excused.contains(service) && step.gap().isEmpty();
        step.gap().ifPresent(told -> excused.remove(service));
        if (complete) {
            ServiceState expected = before.after(check);
            assertThat(step.state().failureStreak()).as("%s: failures", service).isEqualTo(expected.failureStreak());
            assertThat(step.state().recoveryStreak())
                    .as("%s: recoveries", service)
                    .isEqualTo(expected.recoveryStreak());
            assertThat(step.state().since()).as("%s: since", service).isEqualTo(expected.since());
        }
    }

    private void follows(Transition transition) {
        seen.add(transition.kind());
        Alert alert = transition.alert();
        Alert before = active.get(alert.service());
        if (transition.kind() == Transition.Kind.TRIGGERED) {
            assertThat(before).as("a second alert beside %s", alert).isNull();
            assertThat(alerts).as("an alert that was there before").doesNotContainKey(AlertKey.of(alert));
        } else {
            assertThat(before).as("no alert is active, and yet: %s", transition).isNotNull();
            assertThat(AlertKey.of(alert)).isEqualTo(AlertKey.of(before));
            assertThat(alert.channels()).as("channels told so far").containsAll(before.channels());
        }
        alert.resolvedAt().ifPresent(at -> assertThat(at).isAfterOrEqualTo(alert.triggeredAt()));
        alerts.put(AlertKey.of(alert), alert);
        if (alert.active()) {
            active.put(alert.service(), alert);
        } else {
            active.remove(alert.service());
        }
    }
}
