package io.healthmon.notify;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Alert;
import io.healthmon.alert.Severity;
import io.healthmon.notify.Notification.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notifications for tests. */
final class Notifications {

    private Notifications() {}

    /** The channel is told this of a service's one alert, which was triggered then. */
    static Notification of(
            String channel, Kind kind, String service, Severity severity, Instant triggered, Instant at) {
        Alert alert = new Alert(
                        service,
                        severity,
                        "Service " + service + " is unhealthy: it says so",
                        triggered,
                        kind == Kind.RESOLVED ? Optional.of(at) : Optional.empty())
                .toldTo(List.of(channel));
        HealthStatus status = switch (kind) {
            case RESOLVED -> HealthStatus.HEALTHY;
            case CHANGED -> HealthStatus.DEGRADED;
            default -> HealthStatus.UNHEALTHY;
        };
        return new Notification(channel, kind, alert, status, at, "because", Map.of());
    }

    static Notification trigger(String channel, String service, Instant at) {
        return of(channel, Kind.TRIGGERED, service, Severity.WARNING, at, at);
    }

    static Notification critical(String channel, String service, Instant at) {
        return of(channel, Kind.TRIGGERED, service, Severity.CRITICAL, at, at);
    }

    /** Its service has another status. */
    static Notification changed(Notification trigger, HealthStatus to, Duration after) {
        Notification change = follow(trigger, Kind.CHANGED, after);
        return new Notification(change.channel(), Kind.CHANGED, change.alert(), to, change.at(), "because", Map.of());
    }

    static Notification follow(Notification trigger, Kind kind, Duration after) {
        Instant triggered = trigger.alert().triggeredAt();
        return of(
                trigger.channel(),
                kind,
                trigger.alert().service(),
                trigger.alert().severity(),
                triggered,
                triggered.plus(after));
    }
}
