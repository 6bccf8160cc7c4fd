package io.healthmon.notify.channel;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.alert.Severity;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notification;
import io.healthmon.notify.Notification.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages to send in tests, harmless and hostile. */
public final class Samples {

    public static final Instant AT = Instant.parse("2026-11-30T03:00:00.123456Z");

    /** What a target may say of itself, and what it must not lead to. */
    public static final List<String> HOSTILE = List.of(
            "@everyone @here <!everyone> <@U123> <@&456> <!channel|x>",
            "</script><img src=x onerror=alert(1)> & \"quotes\" 'single' \\ back\\\\slash",
            "line one\r\nSubject: injected\r\n\r\nBcc: all@example.com",
            "lone \uD800 high and \uDC00 low, NUL \0 and \u2028 separator",
            "[click](https://evil.test/x) <https://evil.test|here> https://evil.test/?a=b www.evil.test mailto:a@b.test",
            "`code` *bold* _it_ ~no~ ||spoiler|| > quote # head\n- list",
            "{{service}} ${jndi:ldap://x} %s %n {\"json\":\"breaks\"}",
            "\n\u0001\"".repeat(5_000),
            "\uD83D\uDE00".repeat(5_000),
            "m".repeat(1024 * 1024));

    private Samples() {}

    public static Alert alert(String service, Severity severity, String message) {
        return new Alert(service, severity, message, AT.minus(Duration.ofMinutes(5)), Optional.empty());
    }

    public static Notification notification(Kind kind, Alert alert, HealthStatus status, String text) {
        return new Notification(
                "ops", kind, alert, status, AT, text, Map.of("team", text, "room" + text, "1", "env", "prod"));
    }

    public static Notification of(Kind kind, String text) {
        Alert alert = alert("stream-bot", Severity.CRITICAL, "Service stream-bot is unhealthy: " + text);
        return switch (kind) {
            case TRIGGERED, REMINDED -> notification(kind, alert, HealthStatus.UNHEALTHY, text);
            case CHANGED -> notification(kind, alert.flapping(true), HealthStatus.DEGRADED, text);
            case ACKNOWLEDGED ->
                notification(
                        kind,
                        alert.acknowledged(new Acknowledgement("ann " + text, AT, text)),
                        HealthStatus.UNHEALTHY,
                        text);
            case RESOLVED -> notification(kind, alert.resolved(AT), HealthStatus.HEALTHY, text);
        };
    }

    public static Message single(Kind kind, String text) {
        return Message.of(of(kind, text));
    }

    public static Message triggered() {
        return single(Kind.TRIGGERED, "it answered 500");
    }

    /** {@code count} services down, the first critical, the last resolved within. */
    public static Message digest(int count, String text) {
        List<Notification> told = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Severity severity = i == 0 ? Severity.CRITICAL : Severity.WARNING;
            told.add(notification(
                    Kind.TRIGGERED, alert("service-" + i, severity, text), HealthStatus.UNHEALTHY, "it failed"));
        }
        told.add(notification(
                Kind.RESOLVED,
                alert("service-" + (count - 1), Severity.WARNING, text).resolved(AT),
                HealthStatus.HEALTHY,
                "well again"));
        return Message.digest("digest:abc:" + count + ":ops", told, AT);
    }

    public static Message notice(String text) {
        return Message.notice("notice:abc:ops", text, AT);
    }

    /** Every kind of message, saying {@code text}. */
    public static List<Message> all(String text) {
        List<Message> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            all.add(single(kind, text));
        }
        all.add(digest(2, text));
        all.add(digest(2_800, text));
        all.add(notice(text));
        return all;
    }
}
