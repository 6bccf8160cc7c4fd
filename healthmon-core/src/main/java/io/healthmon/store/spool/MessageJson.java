package io.healthmon.store.spool;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.notify.Delivery;
import io.healthmon.notify.Notification;
import java.io.IOException;
import java.time.Duration;

/** What a step tells of messages, as JSON. What is empty is not written. */
final class MessageJson {

    private MessageJson() {}

    static void write(Notification notification, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("channel", notification.channel());
        json.writeStringField("kind", notification.kind().word());
        json.writeFieldName("alert");
        AlertJson.write(notification.alert(), json);
        json.writeStringField("status", notification.status().word());
        Fields.time("at", notification.at(), json);
        json.writeStringField("reason", notification.reason());
        Fields.map("labels", notification.labels(), json);
        json.writeEndObject();
    }

    static void write(Delivery delivery, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", delivery.key());
        json.writeStringField("channel", delivery.channel());
        AlertJson.key("alert", delivery.alert(), json);
        json.writeNumberField("attempt", delivery.attempt());
        json.writeStringField("outcome", delivery.outcome().word());
        Fields.time("at", delivery.at(), json);
        json.writeNumberField("took", delivery.took().toNanos());
        json.writeStringField("detail", delivery.detail());
        Fields.text("digest", delivery.digest(), json);
        json.writeEndObject();
    }

    static Notification notification(String service, JsonNode json) throws IOException {
        return new Notification(
                Fields.text(json, "channel"),
                Fields.constant(Notification.Kind.class, json, "kind"),
                AlertJson.alert(service, json.path("alert")),
                AlertJson.status(Fields.text(json, "status")),
                Fields.time(json, "at"),
                Fields.text(json, "reason"),
                Fields.map(json, "labels"));
    }

    static Delivery delivery(JsonNode json) throws IOException {
        return new Delivery(
                Fields.text(json, "key"),
                Fields.text(json, "channel"),
                AlertJson.key(json.path("alert")),
                json.path("attempt").asInt(),
                Fields.constant(Delivery.Outcome.class, json, "outcome"),
                Fields.time(json, "at"),
                Duration.ofNanos(json.path("took").asLong()),
                Fields.text(json, "detail"),
                Fields.optional(json, "digest"));
    }
}
