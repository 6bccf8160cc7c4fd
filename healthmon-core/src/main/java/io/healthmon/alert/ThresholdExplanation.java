package io.healthmon.alert;

import io.healthmon.HealthTarget;
import io.healthmon.target.Flapping;
import io.healthmon.target.Thresholds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the default policy waits for. */
final class ThresholdExplanation {

    private ThresholdExplanation() {}

    static Explanation of(HealthTarget target, ServiceState state, Instant now) {
        Optional<Instant> starting = StartPeriod.end(target, state.trail())
                .filter(now::isBefore)
                .filter(end -> state.activeAlert().isEmpty());
        Optional<Instant> reminder = state.activeAlert().flatMap(alert -> Reminders.next(target, alert, now));
        List<String> sentences = new ArrayList<>();
        state.activeAlert()
                .ifPresentOrElse(
                        alert -> active(target, state, alert, sentences), () -> none(target, state, sentences));
        starting.ifPresent(end -> sentences.add("start period until " + end + ": failures before open no alert"));
        state.held()
                .filter(held -> held.cause() != Suppression.Cause.START_PERIOD)
                .ifPresent(held -> sentences.add(heldBy(held)));
        target.rules().flapping().ifPresent(rule -> sentences.add(flapping(rule, state)));
        reminder.ifPresent(next -> sentences.add("told again from " + next + " on, if it is still active"));
        return new Explanation(
                target.name(),
                state.status(),
                state.failureStreak(),
                Optional.of(opensAt(target, state)),
                state.recoveryStreak(),
                Optional.of(target.thresholds().recovery()),
                state.trail().streak(),
                state.activeAlert(),
                state.held(),
                starting,
                target.rules().flapping(),
                Flaps.isKnown(state.trail()) ? OptionalDouble.of(Flaps.percent(state.trail())) : OptionalDouble.empty(),
                reminder,
                sentences);
    }

    private static int opensAt(HealthTarget target, ServiceState state) {
        return state.lastCheck().isEmpty() ? target.thresholds().failure() : state.opensAt(target);
    }

    private static void active(HealthTarget target, ServiceState state, Alert alert, List<String> sentences) {
        int recovery = target.thresholds().recovery();
        String since = "active since " + alert.triggeredAt() + "; ";
        if (alert.flapping()) {
            sentences.add(since + "resolves once it does not flap any more and its last "
                    + (recovery == 1 ? "check was" : recovery + " checks were") + " healthy");
        } else {
            int more = Math.max(1, recovery - state.recoveryStreak());
            boolean begun = state.recoveryStreak() > 0;
            sentences.add(since + "resolves after " + (begun ? more + " more healthy " : more + " healthy ")
                    + (more == 1 ? "check" : "checks in a row"));
        }
        alert.acknowledgement()
                .ifPresent(who -> sentences.add("acknowledged by " + who.by() + " at " + who.at()
                        + ": it is not told again until it is resolved"));
    }

    private static void none(HealthTarget target, ServiceState state, List<String> sentences) {
        Thresholds thresholds = target.thresholds();
        if (state.lastCheck().isEmpty()) {
            sentences.add("no alert; it was not checked yet");
        } else if (state.failureStreak() == 0) {
            sentences.add("no alert; opens "
                    + (thresholds.failure() == 1
                            ? "with the first check that is not healthy"
                            : "after " + thresholds.failure() + " checks in a row that are not healthy")
                    + ifUnknown(thresholds));
        } else if (state.opensAt(target) == 0) {
            sentences.add("no alert; that it is unknown opens none, since unknown-threshold is 0");
        } else {
            int more = state.opensAt(target) - state.failureStreak();
            sentences.add(
                    more > 0
                            ? "no alert; opens after " + more + " more "
                                    + (more == 1 ? "check that is" : "checks that are") + " not healthy"
                            : "no alert; enough checks in a row were not healthy: opens with the next that nothing keeps"
                                    + " from it");
        }
    }

    private static String ifUnknown(Thresholds thresholds) {
        if (thresholds.unknown() == thresholds.failure()) {
            return "";
        }
        return switch (thresholds.unknown()) {
            case 0 -> ", but not while it is unknown";
            case 1 -> ", or with the first that is unknown";
            default -> ", or after " + thresholds.unknown() + " in a row while it is unknown";
        };
    }

    private static String flapping(Flapping rule, ServiceState state) {
        Trail trail = state.trail();
        if (!Flaps.isKnown(trail)) {
            return "flapping is judged by " + Trail.WINDOW + " checks, and " + trail.observed() + " are known";
        }
        boolean flaps = state.activeAlert().filter(Alert::flapping).isPresent();
        return flaps
                ? "flapping at " + Flaps.share(trail) + "; ends below " + rule.low() + " %"
                : "changes at " + Flaps.share(trail) + "; flaps above " + rule.high() + " %";
    }

    static String heldBy(Held held) {
        String name = held.because().map(which -> " '" + which + "'").orElse("");
        String by = switch (held.cause()) {
            case START_PERIOD -> "held by its start period";
            case MAINTENANCE -> "held by maintenance" + name;
            case DEPENDENCY -> "held, since it depends on" + name + ", which is down";
            case COMPONENT -> "held, since what it complains of is" + name + ", which is down itself";
            case CUT_OFF -> "held, since the monitor is cut off from its network";
            case UNDECIDED -> "held until it is known how" + name + " is, which is being checked";
            case SILENCE -> "not told: silence" + name;
        };
        return by + ", since " + held.since();
    }
}
