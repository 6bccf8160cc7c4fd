package io.healthmon.notify.channel;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.check.Text;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notification;
import io.healthmon.notify.Notification.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is said of a message, before a channel gives it its form: plain texts, not escaped, of which those that come from targets may be
 * anything. Pure.
 *
 * @param title one line
 * @param text what has happened, in one or two sentences; empty in a digest, whose lines say it
 * @param facts names and values beside it, in order
 * @param lines in a digest one for each alert, the worst first; else empty
 * @param tone of all of it
 * @param link where to read more, if the monitor has an address for people
 */
public record Wording(
        String title, String text, Map<String, String> facts, List<String> lines, Tone tone, Optional<String> link) {

    /** No text of ours is longer: labels and notices may be of any length. */
    static final int MAX_TEXT = 16_384;

    private static final int MAX_FACT = 500;
    private static final int MAX_LABELS = 10;

    public Wording {
        title = Text.message(title);
        text = Text.storable(text, MAX_TEXT).replaceAll("\\p{Cntrl}+", " ").strip();
        Map<String, String> clean = new LinkedHashMap<>();
        facts.forEach((name, value) -> clean.put(Text.cut(Text.message(name), 100), Text.message(value)));
        facts = java.util.Collections.unmodifiableMap(clean);
        lines = List.copyOf(lines);
    }

    /** What is said of {@code message}. */
    public static Wording of(Message message, ChannelSettings settings) {
        if (message.notice().isPresent()) {
            return new Wording(
                    "healthmon: a word about the monitor itself",
                    message.notice().get(),
                    Map.of(),
                    List.of(),
                    Tone.NOTICE,
                    settings.publicUrl());
        }
        if (message.isDigest()) {
            return Digest.of(message.notifications()).wording(settings);
        }
        return of(message.notifications().get(0), settings);
    }

    private static Wording of(Notification notification, ChannelSettings settings) {
        Alert alert = notification.alert();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Service", alert.service());
        facts.put("Severity", alert.severity().word());
        facts.put("Status", notification.status().word());
        facts.put("Since", instant(alert.triggeredAt()));
        alert.resolvedAt().ifPresent(at -> facts.put("Until", instant(at)));
        if (notification.kind() != Kind.TRIGGERED) {
            facts.put(alert.active() ? "For" : "Lasted", Durations.words(lasted(notification)));
        }
        if (alert.flapping()) {
            facts.put("Flapping", "yes: one alert is held open");
        }
        alert.acknowledgement().ifPresent(by -> facts.put("Acknowledged by", acknowledged(by)));
        if (!notification.reason().isBlank()) {
            facts.put("Why", Text.cut(notification.reason(), MAX_FACT));
        }
        notification.labels().entrySet().stream()
                .limit(MAX_LABELS)
                .forEach(label -> facts.put("Label " + label.getKey(), Text.cut(label.getValue(), MAX_FACT)));
        return new Wording(
                title(notification),
                text(notification),
                facts,
                List.of(),
                Tone.of(notification),
                link(alert, settings));
    }

    private static String acknowledged(Acknowledgement by) {
        return by.note().isBlank() ? by.by() : by.by() + ": " + by.note();
    }

    private static String title(Notification notification) {
        Alert alert = notification.alert();
        String severity = alert.severity().name();
        String service = alert.service();
        String status = state(notification);
        return switch (notification.kind()) {
            case TRIGGERED -> severity + ": " + service + " is " + status;
            case CHANGED -> severity + ": " + service + " is now " + status;
            case REMINDED ->
                severity + ": " + service + " is still " + status + ", for " + Durations.words(lasted(notification));
            case ACKNOWLEDGED ->
                "ACKNOWLEDGED: " + service + " is seen to by "
                        + alert.acknowledgement().map(Acknowledgement::by).orElse("somebody");
            case RESOLVED ->
                notification.status() == HealthStatus.HEALTHY
                        ? "RESOLVED: " + service + " is healthy again after " + Durations.words(lasted(notification))
                        : "RESOLVED: the alert of " + service + " is over after "
                                + Durations.words(lasted(notification));
        };
    }

    /** What its service is, as long as the alert is active: that of one moment says little where the alert's message says another. */
    static String state(Notification notification) {
        if (notification.alert().flapping()) {
            return "flapping";
        }
        return notification.status() == HealthStatus.HEALTHY
                ? "recovering"
                : notification.status().word();
    }

    private static String text(Notification notification) {
        String message = notification.alert().message();
        return notification.kind() == Kind.RESOLVED ? "It was: " + message : message;
    }

    static Duration lasted(Notification notification) {
        Alert alert = notification.alert();
        return Duration.between(alert.triggeredAt(), alert.resolvedAt().orElse(notification.at()));
    }

    /** To the second: people read it. */
    static String instant(java.time.Instant at) {
        return at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
    }

    static Optional<String> link(Alert alert, ChannelSettings settings) {
        return settings.publicUrl().map(url -> url + "/?service=" + Escaping.URL.escape(alert.service()));
    }

    /** This with nothing to click on but its link. */
    Wording withoutLinks() {
        Map<String, String> harmless = new LinkedHashMap<>();
        facts.forEach((name, value) -> harmless.put(Defang.links(name), Defang.links(value)));
        return new Wording(
                Defang.links(title),
                Defang.links(text),
                harmless,
                lines.stream().map(Defang::links).toList(),
                tone,
                link);
    }

    /** Title, text, facts and lines as plain text, none of it cut. */
    public String plain() {
        List<String> all = new ArrayList<>();
        all.add(title);
        if (!text.isBlank()) {
            all.add(text);
        }
        all.addAll(lines);
        facts.forEach((name, value) -> all.add(name + ": " + value));
        link.ifPresent(all::add);
        return String.join("\n", all);
    }
}
