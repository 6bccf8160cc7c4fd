package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Alert;
import java.util.Optional;

/** What an alert's message says, taken apart: the service that it begins with, its status, the cause. */
final class AlertWords {

    private AlertWords() {}

    /** The status that the message names; empty if another policy chose the words. */
    static Optional<HealthStatus> status(String service, String message) {
        String start = start(service);
        if (!message.startsWith(start)) {
            return Optional.empty();
        }
        int to = start.length();
        while (to < message.length() && Character.isLetter(message.charAt(to))) {
            to++;
        }
        return HealthStatus.ofWord(message.substring(start.length(), to));
    }

    /** What the service was last found to be before the alert ended: unhealthy where the message does not say. */
    static HealthStatus status(Alert alert) {
        return status(alert.service(), alert.message()).orElse(HealthStatus.UNHEALTHY);
    }

    /** The message without the words that every alert begins with. */
    static String cause(String service, String message) {
        String start = start(service);
        int cause = message.startsWith(start) ? message.indexOf(": ", start.length()) : -1;
        return cause < 0 ? message : message.substring(cause + 2);
    }

    private static String start(String service) {
        return "Service " + service + " is ";
    }
}
