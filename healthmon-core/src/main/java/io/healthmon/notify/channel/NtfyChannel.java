package io.healthmon.notify.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.healthmon.check.http.HttpSender;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notifier;
import io.healthmon.notify.channel.Escaping.Measure;
import io.healthmon.outbound.Destination;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A topic of ntfy, theirs or one's own.
 *
 * @param url the topic's address, {@code https://ntfy.sh/TOPIC}: who knows it may read and write
 * @param token an access token; empty if the topic asks for none
 * @param login user and password instead of a token, {@code user:password}
 * @param settings what every channel may be told; templates are bare text
 */
public record NtfyChannel(Secret url, Optional<Secret> token, Optional<Secret> login, ChannelSettings settings)
        implements HttpChannel {

    private static final Pattern TOPIC = Pattern.compile("(https?://.+)/([-_A-Za-z0-9]{1,64})");

    /** @throws IllegalArgumentException if the URL is none or names no topic, or both token and login are given */
    public NtfyChannel {
        url = Requests.checked(url);
        if (!TOPIC.matcher(url.reveal()).matches()) {
            throw new IllegalArgumentException(
                    "the URL must end in a topic, which has 1 to 64 of A-Z, a-z, 0-9, - and _: https://ntfy.sh/TOPIC");
        }
        if (token.isPresent() && login.isPresent()) {
            throw new IllegalArgumentException("give a token or a login, not both");
        }
        token = token.map(value -> Requests.token(value, "the token"));
    }

    @Override
    public List<Destination> destinations() {
        return HttpSpec.get(url.reveal()).destinations();
    }

    @Override
    public Notifier open(HttpSender sender, MonitorClock clock) {
        List<Secret> secrets = new ArrayList<>();
        token.ifPresent(secrets::add);
        login.ifPresent(value -> {
            secrets.add(value);
            secrets.add(Secret.of(value.reveal().replaceFirst("^[^:]*:", "")));
        });
        Matcher parts = TOPIC.matcher(url.reveal());
        if (!parts.matches()) {
            throw new IllegalStateException("checked before");
        }
        return new HttpNotifier(
                sender,
                clock,
                new Ntfy(this, parts.group(1), Secret.of(parts.group(2))),
                Masks.ofUrl(url, secrets),
                false);
    }

    /** By docs.ntfy.sh/publish: a message of more than 4,096 bytes would become a file. */
    private record Ntfy(NtfyChannel channel, String server, Secret topic) implements Format {
        static final int MAX_MESSAGE = 4_096;
        static final int MAX_TITLE = 250;

        @Override
        public boolean templated(Message message) {
            return Composer.templated(message, channel.settings);
        }

        @Override
        public HttpSpec request(Message message, Form form) {
            Composer composer = new Composer(message, channel.settings, form, Escaping.PLAIN, Measure.BYTES);
            Wording wording = composer.wording();
            ObjectNode body = Requests.object().put("topic", topic.reveal());
            if (form == Form.PLAIN) {
                body.put("message", composer.plain(MAX_MESSAGE));
            } else {
                body.put("title", composer.title(MAX_TITLE));
                body.put("message", text(composer, form));
                body.put("priority", priority(wording.tone()));
                body.putArray("tags").add(tag(wording.tone()));
                wording.link().ifPresent(url -> body.put("click", url));
            }
            HttpSpec request = Requests.json(server + "/", body, channel.settings.tls());
            Optional<Secret> authorization = channel.token
                    .map(token -> Secret.of("Bearer " + token.reveal()))
                    .or(() -> channel.login.map(NtfyChannel::basic));
            return authorization
                    .map(value -> request.withHeader("Authorization", value))
                    .orElse(request);
        }

        private static String text(Composer composer, Form form) {
            if (!composer.wording().lines().isEmpty() || form == Form.TEMPLATED) {
                return composer.text(MAX_MESSAGE);
            }
            StringBuilder out = new StringBuilder(composer.text(MAX_MESSAGE - 1_500));
            composer.wording().facts().forEach((name, value) -> {
                String fact = "\n" + composer.fact(name, 100) + ": " + composer.fact(value, 300);
                if (Measure.BYTES.of(out + fact) <= MAX_MESSAGE) {
                    out.append(fact);
                }
            });
            return out.toString();
        }

        private static int priority(Tone tone) {
            return switch (tone) {
                case CRITICAL -> 5;
                case WARNING -> 4;
                case ACKNOWLEDGED -> 2;
                case RESOLVED, NOTICE -> 3;
            };
        }

        private static String tag(Tone tone) {
            return switch (tone) {
                case CRITICAL -> "rotating_light";
                case WARNING -> "warning";
                case ACKNOWLEDGED -> "eyes";
                case RESOLVED -> "white_check_mark";
                case NOTICE -> "information_source";
            };
        }
    }

    private static Secret basic(Secret login) {
        String[] parts = login.reveal().split(":", 2);
        return Requests.basic(parts[0], Secret.of(parts.length > 1 ? parts[1] : ""));
    }
}
