package io.healthmon.notify.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.check.Text;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notification;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The web hook's requests. The JSON of {@code docs/channels.md} is also what goes if a template does not fit: whoever reads JSON there
 * gets JSON.
 */
record WebhookFormat(WebhookChannel channel, MonitorClock clock) implements Format {

    /** Beyond so many alerts a digest says how many it leaves out. */
    static final int MAX_ALERTS = 5_000;

    private static final int MAX_LABELS = 50;
    private static final int MAX_VALUE = 500;

    @Override
    public boolean templated(Message message) {
        return channel.body().isPresent();
    }

    @Override
    public HttpSpec request(Message message, Form form) {
        Wording wording = Wording.of(message, channel.settings());
        boolean own = form == Form.TEMPLATED;
        String content = own
                ? WebhookTemplate.render(
                        channel.body().orElseThrow(),
                        channel.contentType(),
                        Values.of(message, wording, channel.settings()))
                : json(message, wording).toString();
        HttpSpec request = channel.request(content, own ? channel.contentType() : WebhookChannel.JSON)
                .withHeader("X-Healthmon-Key", Secret.of(header(message.key())));
        return channel.secret()
                .map(secret -> request.withHeader(
                        "X-Healthmon-Signature", Secret.of(Signature.of(content, secret, clock.wall()))))
                .orElse(request);
    }

    private static String header(String key) {
        return Text.cut(key.replaceAll("[^!-~]", "_"), 500).replace('…', '_');
    }

    private ObjectNode json(Message message, Wording wording) {
        List<Notification> told = message.notifications();
        ObjectNode body = Requests.object()
                .put("version", 1)
                .put("key", Text.storable(message.key(), 1_000))
                .put("kind", kind(message))
                .put("at", message.at().toString())
                .put("title", wording.title())
                .put("notice", message.notice().map(ignored -> wording.text()).orElse(null))
                .put("count", told.size())
                .put("url", wording.link().orElse(null));
        ArrayNode alerts = body.putArray("alerts");
        told.stream().limit(MAX_ALERTS).forEach(each -> alert(alerts.addObject(), each));
        body.put("omitted", Math.max(0, told.size() - MAX_ALERTS));
        return body;
    }

    private static String kind(Message message) {
        if (message.notice().isPresent()) {
            return "notice";
        }
        return message.isDigest()
                ? "digest"
                : message.notifications().get(0).kind().word();
    }

    private void alert(ObjectNode json, Notification notification) {
        Alert alert = notification.alert();
        json.put("key", notification.key())
                .put("alert_key", notification.alertKey())
                .put("kind", notification.kind().word())
                .put("at", notification.at().toString())
                .put("service", alert.service())
                .put("status", notification.status().word())
                .put("severity", alert.severity().word())
                .put("message", Text.storable(alert.message(), MAX_VALUE))
                .put("reason", Text.storable(notification.reason(), MAX_VALUE))
                .put("triggered_at", alert.triggeredAt().toString())
                .put("resolved_at", alert.resolvedAt().map(Instant::toString).orElse(null))
                .put("flapping", alert.flapping());
        Optional<Acknowledgement> by = alert.acknowledgement();
        json.put(
                        "acknowledged_by",
                        by.map(one -> Text.storable(one.by(), MAX_VALUE)).orElse(null))
                .put("acknowledged_at", by.map(one -> one.at().toString()).orElse(null))
                .put(
                        "acknowledgement",
                        by.map(one -> Text.storable(one.note(), MAX_VALUE)).orElse(null));
        ObjectNode labels = json.putObject("labels");
        notification.labels().entrySet().stream()
                .limit(MAX_LABELS)
                .forEach(label -> labels.put(
                        Text.storable(label.getKey(), MAX_VALUE), Text.storable(label.getValue(), MAX_VALUE)));
        json.put("url", Wording.link(alert, channel.settings()).orElse(null));
    }
}
