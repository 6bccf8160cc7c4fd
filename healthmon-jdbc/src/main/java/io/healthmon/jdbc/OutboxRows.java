package io.healthmon.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.jdbc.generated.tables.records.HealthmonDeliveryRecord;
import io.healthmon.jdbc.generated.tables.records.HealthmonOutboxRecord;
import io.healthmon.notify.Delivery;
import io.healthmon.notify.Notification;
import io.healthmon.store.OutboxEntry;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Notifications and what became of them as rows. What is asked for stands in columns, the rest in {@code content}: nothing of it when it
 * is as usual.
 */
final class OutboxRows {

    private OutboxRows() {}

    // ---- writing

    static String content(Notification notification) {
        Alert alert = notification.alert();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("status", notification.status().word());
        content.put("reason", notification.reason());
        content.put("severity", alert.severity().word());
        content.put("message", alert.message());
        alert.resolvedAt().ifPresent(at -> content.put("resolved_at", at.toString()));
        if (alert.flapping()) {
            content.put("flapping", true);
        }
        alert.acknowledgement()
                .ifPresent(seen -> content.put(
                        "acknowledged", Map.of("by", seen.by(), "at", seen.at().toString(), "note", seen.note())));
        content.put("channels", alert.channels());
        if (!notification.labels().isEmpty()) {
            content.put("labels", notification.labels());
        }
        return JsonColumn.write(content);
    }

    // ---- reading

    /** Empty if somebody has made it something else than a notification. */
    static Optional<OutboxEntry> entry(HealthmonOutboxRecord row) {
        return kind(row.getKind())
                .flatMap(kind -> status(row.getStatus())
                        .map(status -> new OutboxEntry(
                                notification(row, kind, JsonColumn.read(row.getContent())),
                                status,
                                row.getAttempts(),
                                Optional.ofNullable(row.getDigest()),
                                Optional.ofNullable(row.getEndedAt()))));
    }

    private static Notification notification(HealthmonOutboxRecord row, Notification.Kind kind, JsonNode content) {
        return new Notification(
                row.getChannel(),
                kind,
                alert(row, content),
                CheckRows.status(content.path("status").asText()),
                row.getAt(),
                content.path("reason").asText(),
                JsonColumn.texts(content.path("labels")));
    }

    private static Alert alert(HealthmonOutboxRecord row, JsonNode content) {
        SortedSet<String> channels = new TreeSet<>();
        content.path("channels").forEach(channel -> channels.add(channel.asText()));
        return new Alert(
                row.getServiceName(),
                AlertRows.severity(content.path("severity").asText()),
                content.path("message").asText(),
                row.getTriggeredAt(),
                time(content.path("resolved_at")),
                content.path("flapping").asBoolean(),
                acknowledgement(content.path("acknowledged")),
                channels);
    }

    private static Optional<Acknowledgement> acknowledgement(JsonNode json) {
        return time(json.path("at"))
                .map(at -> new Acknowledgement(
                        json.path("by").asText(), at, json.path("note").asText()));
    }

    private static Optional<Instant> time(JsonNode json) {
        try {
            return json.isTextual() ? Optional.of(Instant.parse(json.asText())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Empty if somebody has made it something else than a delivery. */
    static Optional<Delivery> delivery(HealthmonDeliveryRecord row) {
        return Arrays.stream(Delivery.Outcome.values())
                .filter(outcome -> outcome.word().equals(row.getOutcome()))
                .findFirst()
                .map(outcome -> new Delivery(
                        row.getKey(),
                        row.getChannel(),
                        new AlertKey(row.getServiceName(), row.getTriggeredAt()),
                        row.getAttempt(),
                        outcome,
                        row.getAt(),
                        Duration.ofMillis(row.getTookMs()),
                        row.getDetail(),
                        Optional.ofNullable(row.getDigest())));
    }

    private static Optional<Notification.Kind> kind(String word) {
        return Arrays.stream(Notification.Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst();
    }

    private static Optional<OutboxEntry.Status> status(String word) {
        return Arrays.stream(OutboxEntry.Status.values())
                .filter(status -> status.word().equals(word))
                .findFirst();
    }
}
