package io.healthmon.internal;

import io.healthmon.alert.Transition;
import io.healthmon.store.Step;
import io.healthmon.time.ManualTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** What has happened in a {@link Simulation}, for whoever has to find out why it went wrong. The last of it is kept. */
final class Story {

    private static final int MOST = 60;

    /** Services of which every step is told: {@code -Dhealthmon.simulation.trace=s1,s2}. */
    private static final String TRACED = System.getProperty("healthmon.simulation.trace", "");

    private static final int MOST_TRACED = 100_000;

    private final Deque<String> lines = new ArrayDeque<>();
    private long steps;

    void tell(ManualTime time, String format, Object... values) {
        lines.add(time.wall() + " " + String.format(Locale.ROOT, format, values));
        if (lines.size() > (TRACED.isEmpty() ? MOST : MOST_TRACED)) {
            lines.remove();
        }
    }

    void tell(ManualTime time, Step step) {
        steps++;
        boolean traced = !TRACED.isEmpty() && (TRACED + ",").contains(step.service() + ",");
        if (traced || step.tellsOfAlerts()) {
            tell(
                    time,
                    "  %s: %s, %d/%d, alert %s%s%s%s%s",
                    step.service(),
                    step.check()
                            .map(check -> check.evaluation().status().word() + " at " + check.timestamp())
                            .orElse("no check"),
                    step.state().failureStreak(),
                    step.state().recoveryStreak(),
                    step.state().activeAlert().map(alert -> alert.triggeredAt() + " " + alert.channels()),
                    told(
                            " transitions ",
                            step.transitions().stream()
                                    .map(Transition::kind)
                                    .toList()
                                    .toString()),
                    told(
                            " suppressed ",
                            step.suppressions().stream()
                                    .map(one -> one.cause() + "/" + one.because())
                                    .toList()
                                    .toString()),
                    told(
                            " to tell ",
                            step.notifications().stream()
                                    .map(one -> one.key())
                                    .toList()
                                    .toString()),
                    told(
                            " delivered ",
                            step.deliveries().stream()
                                    .map(one -> one.outcome() + " " + one.key())
                                    .toList()
                                    .toString()));
        }
    }

    private static String told(String what, String list) {
        return list.equals("[]") ? "" : what + list;
    }

    long steps() {
        return steps;
    }

    /** The last lines. */
    String end() {
        return String.join("\n", lines);
    }
}
