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
 * A Discord channel by a web hook. Nothing that it sends mentions anybody.
 *
 * @param url the web hook's address, {@code https://discord.com/api/webhooks/…}
 * @param settings what every channel may be told; templates are Discord's Markdown
 */
public record DiscordChannel(Secret url, ChannelSettings settings) implements HttpChannel {

    /** @throws IllegalArgumentException if the URL is none */
    public DiscordChannel {
        url = Requests.checked(url);
    }

    @Override
    public List<Destination> destinations() {
        return HttpSpec.get(url.reveal()).destinations();
    }

    @Override
    public Notifier open(HttpSender sender, MonitorClock clock) {
        return new HttpNotifier(sender, clock, new Discord(this), Masks.ofUrl(url, List.of()), false);
    }

    /**
     * Limits by discord.com/developers: content 2,000 characters, an embed's title 256, description 4,096, 25 fields of 256 and 1,024,
     * all of it 6,000.
     */
    private record Discord(DiscordChannel channel) implements Format {
        static final int MAX_CONTENT = 2_000;
        static final int MAX_TITLE = 256;
        static final int MAX_DESCRIPTION = 3_000;
        static final int MAX_FACTS = 2_400;
        static final int MAX_FIELDS = 25;

        @Override
        public boolean templated(Message message) {
            return Composer.templated(message, channel.settings);
        }

        @Override
        public HttpSpec request(Message message, Form form) {
            Composer composer = new Composer(message, channel.settings, form, Escaping.DISCORD);
            ObjectNode body = Requests.object();
            if (form == Form.PLAIN) {
                body.put("content", composer.plain(MAX_CONTENT));
            } else {
                embed(body.putArray("embeds").addObject(), composer, message);
            }
            body.putObject("allowed_mentions").putArray("parse");
            return Requests.json(waiting(channel.url.reveal()), body, channel.settings.tls());
        }

        /** Without it Discord says 204 to what it does not keep. */
        private static String waiting(String url) {
            return url.contains("wait=") ? url : url + (url.indexOf('?') < 0 ? "?" : "&") + "wait=true";
        }

        private static void embed(ObjectNode embed, Composer composer, Message message) {
            Wording wording = composer.wording();
            embed.put("title", composer.title(MAX_TITLE));
            String text = composer.text(MAX_DESCRIPTION);
            if (!text.isBlank()) {
                embed.put("description", text);
            }
            wording.link().ifPresent(url -> embed.put("url", url));
            embed.put("color", wording.tone().colour());
            embed.put("timestamp", message.at().toString());
            ArrayNode fields = embed.putArray("fields");
            int left = MAX_FACTS;
            for (Map.Entry<String, String> fact : wording.facts().entrySet()) {
                String name = composer.fact(fact.getKey(), 100);
                String value = composer.fact(fact.getValue(), 500);
                left -= name.length() + value.length();
                if (left >= 0 && fields.size() < MAX_FIELDS && !value.isBlank()) {
                    fields.addObject().put("name", name).put("value", value).put("inline", value.length() < 40);
                }
            }
        }
    }
}
