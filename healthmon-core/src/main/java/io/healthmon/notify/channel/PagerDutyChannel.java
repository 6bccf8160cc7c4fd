package io.healthmon.notify.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.healthmon.check.http.HttpSender;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notification;
import io.healthmon.notify.Notifier;
import io.healthmon.notify.channel.Escaping.Measure;
import io.healthmon.outbound.Destination;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.util.List;

/**
 * A service of PagerDuty by its Events API v2: an alert there is opened, acknowledged and resolved by its key.
 *
 * @param routingKey the integration key of an "Events API v2" integration
 * @param api the API's address; default {@link #US}
 * @param settings what every channel may be told; the templates' title is the summary, the text a detail
 */
public record PagerDutyChannel(Secret routingKey, String api, ChannelSettings settings) implements HttpChannel {

    /** The address for accounts of the US region. */
    public static final String US = "https://events.pagerduty.com/v2/enqueue";

    /** The address for accounts of the EU region. */
    public static final String EU = "https://events.eu.pagerduty.com/v2/enqueue";

    /** @throws IllegalArgumentException if key or address is none */
    public PagerDutyChannel {
        routingKey = Requests.token(routingKey, "the routing key");
        HttpSpec.get(api);
    }

    /** One in the US region. */
    public PagerDutyChannel(Secret routingKey, ChannelSettings settings) {
        this(routingKey, US, settings);
    }

    @Override
    public List<Destination> destinations() {
        return HttpSpec.get(api).destinations();
    }

    @Override
    public Notifier open(HttpSender sender, MonitorClock clock) {
        return new HttpNotifier(sender, clock, new PagerDuty(this), Masks.of(List.of(routingKey)), true);
    }

    /** Limits by developer.pagerduty.com: a summary 1,024 characters, a key 255, an event 512 KB. */
    private record PagerDuty(PagerDutyChannel channel) implements Format {
        static final int MAX_SUMMARY = 1_024;
        static final int MAX_KEY = 255;
        static final int MAX_LINES = 50_000;

        @Override
        public boolean templated(Message message) {
            return Composer.templated(message, channel.settings);
        }

        @Override
        public HttpSpec request(Message message, Form form) {
            Lifecycle step = Lifecycle.of(message);
            ObjectNode body = Requests.object()
                    .put("routing_key", channel.routingKey.reveal())
                    .put("event_action", action(step))
                    .put("dedup_key", DedupKeys.of(message, MAX_KEY));
            if (step != Lifecycle.CLOSE) {
                Composer composer = new Composer(message, channel.settings, form, Escaping.PLAIN);
                payload(body.putObject("payload"), composer, message, form);
                body.put("client", "healthmon");
                composer.wording().link().ifPresent(url -> {
                    body.put("client_url", url);
                    body.putArray("links").addObject().put("href", url).put("text", "Open healthmon");
                });
            }
            return Requests.json(channel.api, body, channel.settings.tls());
        }

        private static String action(Lifecycle step) {
            return switch (step) {
                case OPEN, UPDATE, REMIND -> "trigger";
                case ACKNOWLEDGE -> "acknowledge";
                case CLOSE -> "resolve";
            };
        }

        private static void payload(ObjectNode payload, Composer composer, Message message, Form form) {
            Wording wording = composer.wording().withoutLinks();
            payload.put("summary", summary(composer, wording, form));
            payload.put("severity", wording.tone() == Tone.CRITICAL ? "critical" : "warning");
            payload.put("timestamp", message.at().toString());
            boolean single = message.notifications().size() == 1;
            payload.put("source", single ? service(message.notifications().get(0)) : "healthmon");
            if (form == Form.PLAIN) {
                return;
            }
            if (single) {
                payload.put("component", service(message.notifications().get(0)));
                payload.put("class", message.notifications().get(0).status().word());
            }
            ObjectNode details = payload.putObject("custom_details");
            wording.facts().forEach(details::put);
            if (!wording.lines().isEmpty()) {
                details.put("Alerts", Lines.fit(wording.lines(), "", Escaping.PLAIN, MAX_LINES, Measure.CHARACTERS));
            } else {
                details.put("Text", composer.text(Wording.MAX_TEXT));
            }
        }

        private static String summary(Composer composer, Wording wording, Form form) {
            boolean own = form == Form.TEMPLATED;
            String title = composer.title(MAX_SUMMARY);
            return own || wording.text().isBlank()
                    ? title
                    : Escaping.PLAIN.escape(title + ": " + wording.text(), MAX_SUMMARY);
        }

        private static String service(Notification notification) {
            return notification.alert().service();
        }
    }
}
