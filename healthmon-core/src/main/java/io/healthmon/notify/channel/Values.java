package io.healthmon.notify.channel;

import io.healthmon.alert.Alert;
import io.healthmon.check.Text;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notification;
import io.healthmon.notify.channel.Escaping.Measure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands for the placeholders of a template. */
public final class Values {

    private static final int MAX_VALUE = 4_000;
    private static final int MAX_NAMES = 20;

    private Values() {}

    /**
     * The values of {@code message}, by the names of {@link Template#NAMES} and {@code labels.NAME}; none is longer than 4,000 characters.
     *
     * @param wording what is said of it
     * @param settings for links back
     */
    public static Map<String, String> of(Message message, Wording wording, ChannelSettings settings) {
        Map<String, String> values = new HashMap<>();
        values.put("title", wording.title());
        values.put(
                "text",
                wording.lines().isEmpty()
                        ? wording.text()
                        : Lines.fit(wording.lines(), "", Escaping.PLAIN, MAX_VALUE, Measure.CHARACTERS));
        values.put("key", message.key());
        values.put("at", message.at().toString());
        wording.link().ifPresent(url -> values.put("url", url));
        if (message.notice().isPresent()) {
            notice(values, message.notice().get());
        } else if (message.isDigest()) {
            digest(values, Digest.of(message.notifications()), wording);
        } else {
            single(values, message.notifications().get(0), settings);
        }
        values.replaceAll((name, value) -> Text.storable(value, MAX_VALUE));
        return values;
    }

    private static void single(Map<String, String> values, Notification notification, ChannelSettings settings) {
        Alert alert = notification.alert();
        values.put("service", alert.service());
        values.put("status", notification.status().word());
        values.put("severity", alert.severity().word());
        values.put("message", alert.message());
        values.put("kind", notification.kind().word());
        values.put("reason", notification.reason());
        values.put("at", notification.at().toString());
        values.put("triggered_at", alert.triggeredAt().toString());
        alert.resolvedAt().ifPresent(at -> values.put("resolved_at", at.toString()));
        values.put("duration", Durations.words(Wording.lasted(notification)));
        alert.acknowledgement().ifPresent(by -> {
            values.put("acknowledged_by", by.by());
            values.put("note", by.note());
        });
        values.put("alert_key", notification.alertKey());
        values.put("count", "1");
        Wording.link(alert, settings).ifPresent(url -> values.put("url", url));
        notification.labels().forEach((name, value) -> values.put("labels." + name, value));
    }

    private static void digest(Map<String, String> values, Digest digest, Wording wording) {
        Notification worst = digest.latest().get(0);
        List<String> names =
                digest.latest().stream().map(each -> each.alert().service()).toList();
        String shown = String.join(", ", names.subList(0, Math.min(MAX_NAMES, names.size())));
        values.put(
                "service",
                names.size() > MAX_NAMES ? shown + " and " + Digest.number(names.size() - MAX_NAMES) + " more" : shown);
        values.put("status", worst.status().word());
        values.put("severity", worst.alert().severity().word());
        values.put("message", wording.title());
        values.put("kind", "digest");
        values.put("triggered_at", worst.alert().triggeredAt().toString());
        values.put("alert_key", values.getOrDefault("key", ""));
        values.put("count", Integer.toString(names.size()));
    }

    private static void notice(Map<String, String> values, String notice) {
        values.put("service", "healthmon");
        values.put("severity", "warning");
        values.put("message", notice);
        values.put("kind", "notice");
        values.put("alert_key", values.getOrDefault("key", ""));
        values.put("count", "0");
    }
}
