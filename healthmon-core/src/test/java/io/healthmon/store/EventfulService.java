package io.healthmon.store;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.CountedCheck;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.notify.Delivery;
import io.healthmon.notify.Notification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A service whose steps tell all that a step can tell, by lot: its alerts go to channels, are acknowledged and flap, some are kept
 * back, and messages are sent or not.
 */
public final class EventfulService {

    private static final String HOSTILE = "'; \"{0}\" \\ NULL {} 💥 ?";

    private final WatchedService service;
    private final String name;
    private final Random lot;
    private final List<Notification> queued = new ArrayList<>();
    private ServiceState state;

    public EventfulService(String name, Random lot) {
        this.service = new WatchedService(name);
        this.name = name;
        this.lot = lot;
        this.state = ServiceState.initial(name);
    }

    /** The state after the last step. */
    public ServiceState state() {
        return state;
    }

    /** A step of some cause. */
    public Step step(Instant at) {
        Optional<Alert> active = state.activeAlert();
        if (active.isPresent() && lot.nextInt(8) == 0) {
            return acknowledged(active.get(), at);
        }
        if (!queued.isEmpty() && lot.nextInt(6) == 0) {
            return delivered(at);
        }
        return checked(service.check(status(), at));
    }

    private HealthStatus status() {
        return lot.nextInt(3) > 0 ? HealthStatus.HEALTHY : HealthStatus.values()[lot.nextInt(4)];
    }

    private Step checked(CheckResult check) {
        Step plain = service.step(check);
        List<Transition> transitions = new ArrayList<>();
        List<Notification> notifications = new ArrayList<>();
        Optional<Alert> alert = state.activeAlert();
        for (Transition transition : plain.transitions()) {
            Alert its = switch (transition.kind()) {
                case TRIGGERED -> transition.alert().toldTo(channels());
                case RESOLVED -> alert.orElseThrow().resolved(transition.at());
                default ->
                    alert.orElseThrow()
                            .changed(
                                    transition.alert().severity(),
                                    transition.alert().message())
                            .flapping(lot.nextBoolean());
            };
            transitions.add(new Transition(transition.kind(), its, transition.at(), why(check.timestamp())));
            notifications.addAll(
                    told(its, Notification.Kind.valueOf(transition.kind().name()), check));
            alert = Optional.of(its).filter(Alert::active);
        }
        Optional<Suppression> suppression =
                lot.nextInt(6) == 0 ? Optional.of(suppression(check.timestamp())) : Optional.empty();
        state = plain.state()
                .with(alert)
                .withHeld(suppression
                        .map(Suppression::held)
                        .or(() -> lot.nextBoolean() ? state.held() : Optional.empty()));
        queued.addAll(notifications);
        return new Step(
                Optional.of(check),
                state,
                transitions,
                suppression.stream().toList(),
                notifications,
                lot.nextInt(6) == 0 ? deliveries(check.timestamp()) : List.of(),
                lot.nextInt(9) == 0 ? Optional.of(Gap.of(check.timestamp())) : Optional.empty());
    }

    private Step acknowledged(Alert alert, Instant at) {
        Alert seen = alert.acknowledged(new Acknowledgement("ann", at, HOSTILE));
        state = state.with(Optional.of(seen));
        return new Step(
                Optional.empty(),
                state,
                List.of(new Transition(Transition.Kind.ACKNOWLEDGED, seen, at, why(at))),
                Optional.empty());
    }

    private Step delivered(Instant at) {
        return new Step(Optional.empty(), state, List.of(), List.of(), List.of(), deliveries(at), Optional.empty());
    }

    private List<Notification> told(Alert alert, Notification.Kind kind, CheckResult check) {
        return alert.channels().stream()
                .map(channel -> new Notification(
                        channel,
                        kind,
                        alert,
                        check.evaluation().status(),
                        check.timestamp(),
                        HOSTILE,
                        lot.nextBoolean() ? Map.of() : ordered("team", "core", "a", HOSTILE)))
                .toList();
    }

    private List<Delivery> deliveries(Instant at) {
        if (queued.isEmpty()) {
            return List.of();
        }
        Notification one = queued.remove(lot.nextInt(queued.size()));
        List<Delivery> attempts = new ArrayList<>();
        if (lot.nextBoolean()) {
            attempts.add(delivery(one, 1, Delivery.Outcome.FAILED, at));
        }
        Delivery.Outcome outcome = Delivery.Outcome.values()[lot.nextInt(4)];
        attempts.add(delivery(one, 1 + attempts.size(), outcome, at.plusMillis(1)));
        if (!outcome.ends()) {
            queued.add(one);
        }
        return attempts;
    }

    private Delivery delivery(Notification of, int attempt, Delivery.Outcome outcome, Instant at) {
        return new Delivery(
                of.key(),
                of.channel(),
                of.about(),
                attempt,
                outcome,
                at,
                Duration.ofMillis(lot.nextInt(10_000)),
                HOSTILE,
                lot.nextBoolean() ? Optional.empty() : Optional.of("digest:" + at));
    }

    private Suppression suppression(Instant at) {
        Suppression.Cause cause = Suppression.Cause.values()[lot.nextInt(Suppression.Cause.values().length)];
        return new Suppression(
                name,
                cause,
                lot.nextBoolean() ? Optional.empty() : Optional.of("db"),
                lot.nextBoolean() ? Optional.empty() : Optional.of(new AlertKey("db", at.minusSeconds(5))),
                at,
                why(at));
    }

    private Why why(Instant at) {
        return lot.nextInt(3) == 0
                ? Why.of("some-rule", HOSTILE)
                : new Why(
                        "failure-threshold",
                        ordered("failure-threshold", "3", "a", HOSTILE),
                        List.of(
                                new CountedCheck(at.minusSeconds(30), HealthStatus.UNKNOWN),
                                new CountedCheck(at, HealthStatus.DEGRADED)),
                        "three in a row");
    }

    private static Map<String, String> ordered(String... keysAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private List<String> channels() {
        return Stream.of("mail", "pager", "slack")
                .filter(channel -> lot.nextBoolean())
                .toList();
    }
}
