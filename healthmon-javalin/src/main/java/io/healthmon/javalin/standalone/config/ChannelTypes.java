package io.healthmon.javalin.standalone.config;

import io.healthmon.check.http.HttpSender;
import io.healthmon.javalin.email.EmailChannel;
import io.healthmon.javalin.email.Encryption;
import io.healthmon.notify.Notifier;
import io.healthmon.notify.channel.ChannelSettings;
import io.healthmon.notify.channel.DiscordChannel;
import io.healthmon.notify.channel.HttpChannel;
import io.healthmon.notify.channel.JiraChannel;
import io.healthmon.notify.channel.NtfyChannel;
import io.healthmon.notify.channel.OpsgenieChannel;
import io.healthmon.notify.channel.PagerDutyChannel;
import io.healthmon.notify.channel.SlackChannel;
import io.healthmon.notify.channel.SmsChannel;
import io.healthmon.notify.channel.TeamsChannel;
import io.healthmon.notify.channel.TelegramChannel;
import io.healthmon.notify.channel.WebhookChannel;
import io.healthmon.outbound.Destination;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** The kinds of channels there are, and what each takes. An address that is enough to send is a secret. */
final class ChannelTypes {

    private static final String API_KEY = "api-key";

    private ChannelTypes() {}

    static TreeMap<String, BiFunction<Section, ChannelSettings, HttpChannel>> all() {
        TreeMap<String, BiFunction<Section, ChannelSettings, HttpChannel>> types = new TreeMap<>();
        types.put("webhook", ChannelTypes::webhook);
        types.put("slack", (section, settings) -> new SlackChannel(secret(section, "url"), settings));
        types.put("discord", (section, settings) -> new DiscordChannel(secret(section, "url"), settings));
        types.put("teams", (section, settings) -> new TeamsChannel(secret(section, "url"), settings));
        types.put("telegram", ChannelTypes::telegram);
        types.put("ntfy", ChannelTypes::ntfy);
        types.put(
                "pagerduty",
                (section, settings) -> new PagerDutyChannel(
                        secret(section, "routing-key"),
                        api(section, PagerDutyChannel.US, PagerDutyChannel.EU),
                        settings));
        types.put(
                "opsgenie",
                (section, settings) -> new OpsgenieChannel(
                        secret(section, API_KEY), api(section, OpsgenieChannel.US, OpsgenieChannel.EU), settings));
        types.put(
                "jira",
                (section, settings) ->
                        new JiraChannel(secret(section, API_KEY), section.text("api", JiraChannel.CLOUD), settings));
        types.put("sms", ChannelTypes::sms);
        types.put("email", ChannelTypes::email);
        return types;
    }

    private static HttpChannel webhook(Section section, ChannelSettings settings) {
        return new WebhookChannel(
                secret(section, "url"),
                section.text("method", "POST"),
                section.secrets("headers"),
                ChannelReader.template(section, "body"),
                section.text("content-type", WebhookChannel.JSON),
                section.secret("secret"),
                settings);
    }

    private static HttpChannel telegram(Section section, ChannelSettings settings) {
        Optional<Long> thread = section.has("thread")
                ? Optional.of((long) section.integer("thread", 0, 1, Integer.MAX_VALUE))
                : Optional.empty();
        section.known().add("thread");
        return new TelegramChannel(
                secret(section, "token"),
                required(section, "chat", "the chat's number, or @name of a public channel"),
                thread,
                section.text("api", TelegramChannel.API),
                settings);
    }

    private static HttpChannel ntfy(Section section, ChannelSettings settings) {
        Optional<String> user = section.text("user");
        Optional<Secret> password = section.secret("password");
        if (user.isPresent() != password.isPresent()) {
            throw section.error(
                    user.isPresent() ? "password" : "user", "is missing; user and password are given together");
        }
        Optional<Secret> login =
                user.map(name -> Secret.of(name + ":" + password.orElseThrow().reveal()));
        return new NtfyChannel(secret(section, "url"), section.secret("token"), login, settings);
    }

    private static HttpChannel sms(Section section, ChannelSettings settings) {
        SmsChannel.Fields usual = SmsChannel.Fields.TWILIO;
        Section fields = section.sectionOrEmpty("fields");
        return new SmsChannel(
                secret(section, "url"),
                required(section, "user", "for Twilio the account's SID"),
                secret(section, "password"),
                required(section, "from", "the sender: a number, a name, or a messaging service"),
                required(section, "to", "a telephone number such as +491701234567"),
                new SmsChannel.Fields(
                        fields.text("from", usual.from()),
                        fields.text("to", usual.to()),
                        fields.text("body", usual.body())),
                settings);
    }

    private static HttpChannel email(Section section, ChannelSettings settings) {
        String word = section.text("encryption", Encryption.STARTTLS.word());
        Encryption encryption = Encryption.ofWord(word)
                .orElseThrow(() -> section.error(
                        "encryption", "'" + Source.shown(word) + "' is not known; allowed are starttls, tls, none"));
        Optional<String> user = section.text("user");
        Optional<Secret> password = section.secret("password");
        if (user.isPresent() != password.isPresent()) {
            throw section.error(
                    user.isPresent() ? "password" : "user", "is missing; user and password are given together");
        }
        EmailChannel channel = new EmailChannel(
                required(section, "host", "the mail server, for example smtp.example.org"),
                section.integer("port", encryption.port(), 1, 65_535),
                encryption,
                user.map(name -> new EmailChannel.Login(name, password.orElseThrow())),
                required(section, "from", "the sender, for example healthmon@example.org"),
                section.list("to"),
                ChannelReader.template(section, "html"),
                settings);
        return new ByMail(channel);
    }

    /** No channel over HTTP, but it leaves through the same door. */
    private record ByMail(EmailChannel channel) implements HttpChannel {
        @Override
        public Notifier open(HttpSender sender, MonitorClock clock) {
            return channel.open(sender.door(), clock);
        }

        @Override
        public List<Destination> destinations() {
            return channel.destinations();
        }
    }

    /** The address of a region, or the one that is given. */
    private static String api(Section section, String us, String eu) {
        String region = section.text("region", "us");
        if (!region.equals("us") && !region.equals("eu")) {
            throw section.error("region", "'" + Source.shown(region) + "' is not a region; allowed are us, eu");
        }
        return section.text("api", region.equals("us") ? us : eu);
    }

    private static Secret secret(Section section, String key) {
        return section.secret(key)
                .orElseThrow(() -> section.error(key, "is missing; for example ${" + variable(key) + "}"));
    }

    private static String variable(String key) {
        return key.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    }

    private static String required(Section section, String key, String what) {
        return section.text(key).orElseThrow(() -> section.error(key, "is missing: " + what));
    }
}
