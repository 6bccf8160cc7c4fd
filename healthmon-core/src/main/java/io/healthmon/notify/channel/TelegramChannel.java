package io.healthmon.notify.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.healthmon.check.http.HttpSender;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notifier;
import io.healthmon.outbound.Destination;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.util.List;
import java.util.Optional;

/**
 * A Telegram chat by a bot.
 *
 * @param token the bot's, of BotFather
 * @param chat the chat's number, or {@code @name} of a public channel
 * @param thread the number of a topic in it
 * @param api the Bot API's address; default {@link #API}
 * @param settings what every channel may be told; templates are Telegram's HTML
 */
public record TelegramChannel(Secret token, String chat, Optional<Long> thread, String api, ChannelSettings settings)
        implements HttpChannel {

    /** Telegram's own. */
    public static final String API = "https://api.telegram.org";

    /** @throws IllegalArgumentException if token, chat or address is none */
    public TelegramChannel {
        if (!token.reveal().matches("[A-Za-z0-9:_-]{10,200}")) {
            throw new IllegalArgumentException("the token is not a bot's: they look like 123456789:AbC…");
        }
        if (!chat.matches("-?[0-9]{1,20}|@[A-Za-z0-9_]{1,64}")) {
            throw new IllegalArgumentException("the chat must be a number, or @name of a public channel");
        }
        HttpSpec.get(api);
        api = api.replaceAll("/+$", "");
    }

    /** One at Telegram's own address. */
    public TelegramChannel(Secret token, String chat, ChannelSettings settings) {
        this(token, chat, Optional.empty(), API, settings);
    }

    @Override
    public List<Destination> destinations() {
        return HttpSpec.get(api).destinations();
    }

    @Override
    public Notifier open(HttpSender sender, MonitorClock clock) {
        Secret url = Secret.of(api + "/bot" + token.reveal() + "/sendMessage");
        return new HttpNotifier(sender, clock, new Telegram(this, url), Masks.of(List.of(token, secretPart())), false);
    }

    /** What follows the bot's number, which is no secret alone. */
    private Secret secretPart() {
        return Secret.of(token.reveal().replaceFirst("^[0-9]+:", ""));
    }

    /** Limits by core.telegram.org/bots/api: 4,096 characters. Within code Telegram makes no links and no mentions of its own. */
    private record Telegram(TelegramChannel channel, Secret url) implements Format {
        static final int MAX = 4_096;
        static final int MAX_TITLE = 300;
        static final int MAX_TEXT = 2_400;
        static final int MAX_FACTS = 1_000;

        @Override
        public boolean templated(Message message) {
            return Composer.templated(message, channel.settings);
        }

        @Override
        public HttpSpec request(Message message, Form form) {
            ObjectNode body = Requests.object().put("chat_id", channel.chat);
            channel.thread.ifPresent(thread -> body.put("message_thread_id", thread));
            if (form == Form.PLAIN) {
                body.put("text", new Composer(message, channel.settings, form, Escaping.PLAIN).plain(MAX));
            } else {
                body.put("text", html(new Composer(message, channel.settings, form, Escaping.HTML), form));
                body.put("parse_mode", "HTML");
            }
            body.putObject("link_preview_options").put("is_disabled", true);
            return Requests.json(url.reveal(), body, channel.settings.tls());
        }

        private String html(Composer composer, Form form) {
            Wording wording = composer.wording();
            StringBuilder out = new StringBuilder();
            boolean own = form == Form.TEMPLATED;
            out.append("<b>").append(composer.title(MAX_TITLE)).append("</b>");
            String text = composer.text(MAX_TEXT);
            if (!text.isBlank()) {
                boolean bare = own && channel.settings.text().isPresent();
                out.append('\n').append(bare ? text : "<code>" + text + "</code>");
            }
            int limit = out.length() + MAX_FACTS;
            wording.facts().forEach((name, value) -> {
                String fact = "\n" + composer.fact(name, 100) + ": <code>" + composer.fact(value, 500) + "</code>";
                if (out.length() + fact.length() <= limit) {
                    out.append(fact);
                }
            });
            wording.link()
                    .map(url -> "\n<a href=\"" + Escaping.HTML.escape(url) + "\">Open healthmon</a>")
                    .filter(link -> out.length() + link.length() <= MAX)
                    .ifPresent(out::append);
            return out.toString();
        }
    }
}
