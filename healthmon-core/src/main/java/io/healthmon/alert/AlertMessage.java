package io.healthmon.alert;

import io.healthmon.HealthStatus;
import io.healthmon.evaluate.CheckResult;
import java.util.Optional;

/** The default policy's words for an alert: its service, that one's status, and the cause. No numbers, since a changed message is a change. */
final class AlertMessage {

    private static final String AND_FLAPPING = " and flapping";

    private AlertMessage() {}

    /** What an alert says after a check that is not healthy. */
    static String of(CheckResult check, boolean flapping) {
        return start(check.service())
                + check.evaluation().status().word()
                + (flapping ? AND_FLAPPING : "")
                + ": "
                + check.evaluation().message().orElse("");
    }

    /** What it says on, when its service began or ceased to flap with a healthy check. */
    static String of(Alert alert, boolean flapping) {
        Optional<HealthStatus> status = status(alert);
        if (status.isEmpty() || flapping == alert.flapping()) {
            return alert.message();
        }
        String named = start(alert.service()) + status.get().word();
        String rest = alert.message().substring(named.length());
        return flapping
                ? named + AND_FLAPPING + rest
                : named + (rest.startsWith(AND_FLAPPING) ? rest.substring(AND_FLAPPING.length()) : rest);
    }

    /** The status that it names: that of the last check that was not healthy. Empty if the words are not this policy's. */
    static Optional<HealthStatus> status(Alert alert) {
        String start = start(alert.service());
        if (!alert.message().startsWith(start)) {
            return Optional.empty();
        }
        int from = start.length();
        int to = from;
        while (to < alert.message().length()
                && Character.isLetter(alert.message().charAt(to))) {
            to++;
        }
        return HealthStatus.ofWord(alert.message().substring(from, to));
    }

    private static String start(String service) {
        return "Service " + service + " is ";
    }
}
