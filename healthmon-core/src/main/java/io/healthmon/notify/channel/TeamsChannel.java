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

/**
 * A Microsoft Teams channel or chat by a workflow, "Send webhook alerts to a channel".
 *
 * @param url the workflow's address, with its signature
 * @param settings what every channel may be told; templates are bare text
 */
public record TeamsChannel(Secret url, ChannelSettings settings) implements HttpChannel {

    /** @throws IllegalArgumentException if the URL is none */
    public TeamsChannel {
        url = Requests.checked(url);
    }

    @Override
    public List<Destination> destinations() {
        return HttpSpec.get(url.reveal()).destinations();
    }

    @Override
    public Notifier open(HttpSender sender, MonitorClock clock) {
        return new HttpNotifier(sender, clock, new Teams(this), Masks.ofUrl(url, List.of()), false);
    }

    /**
     * An adaptive card in a message, by learn.microsoft.com: 28 KB at most. All words of targets stand in text runs, which know neither
     * Markdown nor mentions.
     */
    private record Teams(TeamsChannel channel) implements Format {
        static final int MAX_TITLE = 300;
        static final int MAX_TEXT = 4_000;
        static final int MAX_LINES = 8_000;

        /** Each is a block of its own, which costs more than most of what it says. */
        static final int MOST_LINES = 80;

        static final int MAX_PLAIN = 3_000;

        @Override
        public boolean templated(Message message) {
            return Composer.templated(message, channel.settings);
        }

        @Override
        public HttpSpec request(Message message, Form form) {
            Composer composer = new Composer(message, channel.settings, form, Escaping.PLAIN, Escaping.Measure.BYTES);
            ObjectNode body = Requests.object().put("type", "message");
            ObjectNode attachment = body.putArray("attachments").addObject();
            attachment
                    .put("contentType", "application/vnd.microsoft.card.adaptive")
                    .putNull("contentUrl");
            ObjectNode card = attachment.putObject("content");
            card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                    .put("type", "AdaptiveCard")
                    .put("version", "1.4");
            card.putObject("msteams").put("width", "Full");
            fill(card, composer, form);
            return Requests.json(channel.url.reveal(), body, channel.settings.tls());
        }

        private static void fill(ObjectNode card, Composer composer, Form form) {
            Wording wording = composer.wording();
            ArrayNode parts = card.putArray("body");
            if (form == Form.PLAIN) {
                run(parts, composer.plain(MAX_PLAIN));
                return;
            }
            ObjectNode head = parts.addObject()
                    .put("type", "Container")
                    .put("style", style(wording.tone()))
                    .put("bleed", true);
            run(head.putArray("items"), composer.title(MAX_TITLE))
                    .put("weight", "Bolder")
                    .put("size", "Medium");
            String text = composer.text(wording.lines().isEmpty() ? MAX_TEXT : MAX_LINES, MOST_LINES);
            for (String line : text.split("\n", MOST_LINES)) {
                if (!line.isBlank()) {
                    run(parts, line);
                }
            }
            wording.facts().forEach((name, value) -> {
                ObjectNode fact = run(parts, composer.fact(name, 100) + ": " + composer.fact(value, 500));
                fact.put("isSubtle", true);
            });
            wording.link()
                    .ifPresent(url -> card.putArray("actions")
                            .addObject()
                            .put("type", "Action.OpenUrl")
                            .put("title", "Open healthmon")
                            .put("url", url));
        }

        private static ObjectNode run(ArrayNode parts, String text) {
            ObjectNode block = parts.addObject().put("type", "RichTextBlock");
            if (parts.size() > 1) {
                block.put("spacing", "Small");
            }
            return block.putArray("inlines").addObject().put("type", "TextRun").put("text", text);
        }

        private static String style(Tone tone) {
            return switch (tone) {
                case CRITICAL -> "attention";
                case WARNING -> "warning";
                case RESOLVED -> "good";
                case ACKNOWLEDGED -> "accent";
                case NOTICE -> "emphasis";
            };
        }
    }
}
