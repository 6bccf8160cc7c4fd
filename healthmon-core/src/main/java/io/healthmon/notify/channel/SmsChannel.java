package io.healthmon.notify.channel;

import io.healthmon.check.http.HttpSender;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notifier;
import io.healthmon.outbound.Destination;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Text messages to one telephone by a gateway that takes Twilio's requests: a form with three fields. One telephone each, so that a
 * gateway that takes the message for one and not for another makes nobody read it twice.
 *
 * @param url the gateway's address, as {@code https://api.twilio.com/2010-04-01/Accounts/SID/Messages.json}
 * @param user for basic authentication: Twilio's account or key SID
 * @param password to it
 * @param from the sender: a number, a name, or a messaging service, {@code MG…}
 * @param to the telephone, as {@code +491701234567}
 * @param fields the names of the form's fields
 * @param settings what every channel may be told; templates are bare text
 */
public record SmsChannel(
        Secret url, String user, Secret password, String from, String to, Fields fields, ChannelSettings settings)
        implements HttpChannel {

    /**
     * The names that a gateway has for the fields of its form.
     *
     * @param from the sender
     * @param to the telephone
     * @param body the text
     */
    public record Fields(String from, String to, String body) {
        /** Twilio's. */
        public static final Fields TWILIO = new Fields("From", "To", "Body");
    }

    /** @throws IllegalArgumentException if the URL, the user or a number is none */
    public SmsChannel {
        url = Requests.checked(url);
        if (user.isBlank() || user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("the user must not be empty, nor hold a colon, which ends it");
        }
        if (!to.matches("\\+?[0-9]{3,20}")) {
            throw new IllegalArgumentException("to must be a telephone number such as +491701234567");
        }
        if (from.isBlank() || from.length() > 64) {
            throw new IllegalArgumentException("from must be a number, a name or a messaging service");
        }
    }

    @Override
    public List<Destination> destinations() {
        return HttpSpec.get(url.reveal()).destinations();
    }

    @Override
    public Notifier open(HttpSender sender, MonitorClock clock) {
        Masks masks = Masks.ofUrl(url, List.of(password, Secret.of(user + ":" + password.reveal())));
        return new HttpNotifier(sender, clock, new Sms(this), masks, false);
    }

    /** By twilio.com/docs: 1,600 characters. What we say ourselves stays within four parts, since each costs. */
    private record Sms(SmsChannel channel) implements Format {
        static final int MAX_BODY = 1_600;
        static final int MAX_OWN = 480;

        @Override
        public boolean templated(Message message) {
            return Composer.templated(message, channel.settings);
        }

        @Override
        public HttpSpec request(Message message, Form form) {
            Composer composer = new Composer(message, channel.settings, form, Escaping.PLAIN);
            boolean own = form == Form.TEMPLATED && channel.settings.text().isPresent();
            Map<String, String> fields = new LinkedHashMap<>();
            boolean service =
                    channel.from.startsWith("MG") && channel.fields.from().equals("From");
            fields.put(service ? "MessagingServiceSid" : channel.fields.from(), channel.from);
            fields.put(channel.fields.to(), channel.to);
            fields.put(channel.fields.body(), own ? composer.text(MAX_BODY) : composer.plain(MAX_OWN));
            return Requests.form(channel.url.reveal(), fields, channel.settings.tls())
                    .withHeader("Authorization", Requests.basic(channel.user, channel.password));
        }
    }
}
