package io.healthmon.notify;

import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Silence;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.alert.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Decides who is told what became of an alert. Pure.
 *
 * <p>An alert is told to the channels that its routes lead to, when it opens or, if a silence or a route's times kept it from that, at the
 * first check at which they no longer do. What follows goes to those that were told, as their routes say, unless it is silenced. The
 * resolve goes to exactly those, always.
 */
public final class Telling {

    /** The fact of a changed alert's {@link Why} that tells the status before. */
    public static final String WAS = "was";

    /** The fact of a changed alert's {@link Why} that tells the status now. */
    public static final String IS = "is";

    private final Routing routing;

    public Telling(Routing routing) {
        this.routing = routing;
    }

    /**
     * Who is told.
     *
     * @param state the state, with the alert as given to those who are told
     * @param transitions likewise, and one more if the alert is told late
     * @param notifications what is to be sent, in order
     * @param suppression the silence that keeps the alert from being told, as long as it does
     */
    public record Told(
            ServiceState state,
            List<Transition> transitions,
            List<Notification> notifications,
            Optional<Suppression> suppression) {}

    /** True if there is nothing to decide, whatever else {@link #tell} would be given: costs nothing. */
    public boolean isIdle(ServiceState after, List<Transition> transitions) {
        return transitions.isEmpty()
                && (after.activeAlert().isEmpty() || routing.channels().isEmpty());
    }

    /**
     * Decides.
     *
     * @param before the state before
     * @param after the state after
     * @param transitions what happened to the alert, in order
     * @param labels the service's
     * @param silence the silence that holds now, if there is one
     * @param opened why the active alert was opened, if that is remembered
     * @param now the moment of the check, or of what else has happened
     */
    public Told tell(
            ServiceState before,
            ServiceState after,
            List<Transition> transitions,
            Map<String, String> labels,
            Optional<Silence> silence,
            Optional<Why> opened,
            Instant now) {
        return new Step(before, after, labels, silence, opened, now).tell(transitions);
    }

    /** True if it may have to be told late, to some channel. */
    public boolean mayBeLate(Alert alert) {
        return !alert.channels().containsAll(routing.channels());
    }

    /** One call. */
    private final class Step {
        private final ServiceState before;
        private final ServiceState after;
        private final Map<String, String> labels;
        private final Optional<Silence> silence;
        private final Optional<Why> opened;
        private final Instant now;
        private final List<Transition> transitions = new ArrayList<>();
        private final List<Notification> notifications = new ArrayList<>();

        /** Who has the alert: whatever a policy made of that, no channel that was told is forgotten. */
        private SortedSet<String> having = new TreeSet<>();

        private Optional<AlertKey> about = Optional.empty();

        Step(
                ServiceState before,
                ServiceState after,
                Map<String, String> labels,
                Optional<Silence> silence,
                Optional<Why> opened,
                Instant now) {
            this.before = before;
            this.after = after;
            this.labels = labels;
            this.silence = silence;
            this.opened = opened;
            this.now = now;
            before.activeAlert().ifPresent(this::continues);
        }

        private void continues(Alert alert) {
            about = Optional.of(AlertKey.of(alert));
            having = new TreeSet<>(alert.channels());
        }

        Told tell(List<Transition> given) {
            given.forEach(this::tell);
            Optional<Alert> active = after.activeAlert().map(this::withChannels);
            if (active.isPresent()) {
                active = Optional.of(late(active.get()));
            }
            ServiceState state = active.equals(after.activeAlert()) ? after : after.with(active);
            return new Told(state, transitions, notifications, active.flatMap(this::silenced));
        }

        private void tell(Transition transition) {
            Alert alert = withChannels(transition.alert());
            String reason = transition.reason();
            switch (transition.kind()) {
                case TRIGGERED -> {
                    SortedSet<String> wanted = untold(alert);
                    alert = alert.toldTo(wanted);
                    having = new TreeSet<>(alert.channels());
                    notify(wanted, Notification.Kind.TRIGGERED, alert, transition.at(), reason);
                }
                case CHANGED -> {
                    if (isWorthTelling(transition)) {
                        follow(Notification.Kind.CHANGED, alert, transition);
                    }
                }
                case REMINDED -> {
                    if (alert.acknowledgement().isEmpty()) {
                        follow(Notification.Kind.REMINDED, alert, transition);
                    }
                }
                case ACKNOWLEDGED -> follow(Notification.Kind.ACKNOWLEDGED, alert, transition);
                case TOLD -> {}
                case RESOLVED -> notify(having, Notification.Kind.RESOLVED, alert, transition.at(), reason);
            }
            transitions.add(transition.with(alert));
        }

        private Alert withChannels(Alert alert) {
            if (!about.equals(Optional.of(AlertKey.of(alert)))) {
                continues(alert);
            }
            return alert.channels().equals(having) ? alert : alert.toldTo(having);
        }

        /** Words that differ are not worth a message, nor is what a service that is known to flap is at present. */
        private boolean isWorthTelling(Transition changed) {
            Optional<Alert> was = before.activeAlert();
            if (was.isPresent()
                    && (was.get().flapping() != changed.alert().flapping()
                            || was.get().severity() != changed.alert().severity())) {
                return true;
            }
            if (changed.alert().flapping()) {
                return false;
            }
            Map<String, String> facts = changed.why().facts();
            return facts.containsKey(WAS) && facts.containsKey(IS)
                    ? !facts.get(WAS).equals(facts.get(IS))
                    : before.status() != after.status();
        }

        private void follow(Notification.Kind kind, Alert alert, Transition transition) {
            if (silence.isEmpty()) {
                SortedSet<String> routed = routed(alert, kind);
                routed.retainAll(having);
                notify(routed, kind, alert, transition.at(), transition.reason());
            }
        }

        /** The channels that are to have the alert and don't, now that nothing keeps it from them. */
        private SortedSet<String> untold(Alert alert) {
            SortedSet<String> wanted = new TreeSet<>();
            if (silence.isEmpty() && alert.acknowledgement().isEmpty()) {
                wanted.addAll(routed(alert, Notification.Kind.TRIGGERED));
                wanted.removeAll(having);
            }
            return wanted;
        }

        private Alert late(Alert alert) {
            if (having.containsAll(routing.channels())) {
                return alert;
            }
            SortedSet<String> wanted = untold(alert);
            if (wanted.isEmpty()) {
                return alert;
            }
            Alert told = alert.toldTo(wanted);
            having = new TreeSet<>(told.channels());
            Why why = late(wanted, alert);
            transitions.add(new Transition(Transition.Kind.TOLD, told, now, why));
            notify(wanted, Notification.Kind.TRIGGERED, told, now, why.sentence());
            return told;
        }

        /** Whoever hears of it only now is told why it was opened. */
        private Why late(SortedSet<String> wanted, Alert alert) {
            String to = "told now to " + String.join(", ", wanted) + "; active since " + alert.triggeredAt() + ": ";
            if (opened.isEmpty()) {
                return Why.of("told", to + alert.message());
            }
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("rule", opened.get().rule());
            facts.putAll(opened.get().facts());
            return new Why(
                    "told", facts, opened.get().checks(), to + opened.get().sentence());
        }

        private SortedSet<String> routed(Alert alert, Notification.Kind kind) {
            return routing.channels(alert.service(), labels, alert.severity(), now, kind);
        }

        private void notify(SortedSet<String> to, Notification.Kind kind, Alert alert, Instant at, String reason) {
            for (String channel : to) {
                notifications.add(new Notification(channel, kind, alert, after.status(), at, reason, labels));
            }
        }

        private Optional<Suppression> silenced(Alert alert) {
            return silence.filter(its -> !having.isEmpty()
                            || !routed(alert, Notification.Kind.TRIGGERED).isEmpty())
                    .map(its -> new Suppression(
                            alert.service(),
                            Suppression.Cause.SILENCE,
                            Optional.of(its.id().toString()),
                            Optional.of(AlertKey.of(alert)),
                            now,
                            new Why(
                                    "silence",
                                    Map.of("until", its.endsAt().toString()),
                                    List.of(),
                                    "silenced by " + its.author() + " until " + its.endsAt() + ": " + its.reason())));
        }
    }
}
