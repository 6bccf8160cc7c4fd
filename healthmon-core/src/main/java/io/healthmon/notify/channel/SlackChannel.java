package io.healthmon.notify.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.healthmon.check.http.HttpSender;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notifier;
import io.healthmon.outbound.Destination;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.util.List;
import java.util.Map;

/**
 * A Slack channel by an incoming web hook (also Mattermost and Rocket.Chat, which take the same).
 *
 * @param url the web hook's address, {@code https://hooks.slack.com/services/…}
 * @param settings what every channel may be told; templates are Slack's mrkdwn
 */
public record SlackChannel(Secret url, ChannelSettings settings) implements HttpChannel {

    /** @throws IllegalArgumentException if the URL is none */
    public SlackChannel {
        url = Requests.checked(url);
    }

    @Override
    public List<Destination> destinations() {
        return HttpSpec.get(url.reveal()).destinations();
    }

    @Override
    public Notifier open(HttpSender sender, MonitorClock clock) {
        return new HttpNotifier(sender, clock, new Slack(this), Masks.ofUrl(url, List.of()), false);
    }

    /** Limits by docs.slack.dev: a text object 3,000 characters, a context block's 10 elements, a message's text 40,000. */
    private record Slack(SlackChannel channel) implements Format {
        static final int MAX_SECTION = 3_000;
        static final int MAX_TITLE = 300;
        static final int MAX_FACT = 300;
        static final int MAX_CONTEXT = 10;

        @Override
        public boolean templated(Message message) {
            return Composer.templated(message, channel.settings);
        }

        @Override
        public HttpSpec request(Message message, Form form) {
            Composer composer = new Composer(message, channel.settings, form, Escaping.SLACK);
            ObjectNode body = Requests.object();
            if (form == Form.PLAIN) {
                body.put("text", composer.plain(MAX_SECTION));
            } else {
                body.put("text", composer.title(MAX_TITLE));
                attach(body, composer);
            }
            body.put("unfurl_links", false)
                    .put("unfurl_media", false)
                    .put("parse", "none")
                    .put("link_names", false);
            return Requests.json(channel.url.reveal(), body, channel.settings.tls());
        }

        private static void attach(ObjectNode body, Composer composer) {
            Wording wording = composer.wording();
            ObjectNode attachment = body.putArray("attachments").addObject();
            attachment.put("color", wording.tone().hex());
            ArrayNode blocks = attachment.putArray("blocks");
            String text = composer.text(MAX_SECTION);
            if (!text.isBlank()) {
                mrkdwn(blocks.addObject().put("type", "section").putObject("text"), text);
            }
            ArrayNode elements = Requests.object().arrayNode();
            for (Map.Entry<String, String> fact : wording.facts().entrySet()) {
                if (elements.size() < MAX_CONTEXT - 1) {
                    mrkdwn(
                            elements.addObject(),
                            "*" + composer.fact(fact.getKey(), 100) + "* " + composer.fact(fact.getValue(), MAX_FACT));
                }
            }
            wording.link().ifPresent(url -> mrkdwn(elements.addObject(), "<" + url + "|Open healthmon>"));
            if (!elements.isEmpty()) {
                blocks.addObject().put("type", "context").set("elements", elements);
            }
        }

        private static void mrkdwn(ObjectNode object, String text) {
            object.put("type", "mrkdwn").put("text", text).put("verbatim", true);
        }
    }
}
