package io.healthmon.javalin.email;

import io.healthmon.notify.Notifier;
import io.healthmon.notify.channel.ChannelSettings;
import io.healthmon.notify.channel.Template;
import io.healthmon.outbound.Destination;
import io.healthmon.outbound.Dials;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Mail by an SMTP server.
 *
 * @param host the server
 * @param port its port; usually {@link Encryption#port()}
 * @param encryption how the connection is made secret; {@link Encryption#STARTTLS} is usual
 * @param login for authentication; empty if the server asks for none
 * @param from the sender, {@code healthmon@example.com} or {@code Name <healthmon@example.com>}
 * @param to the receivers, 1 to 50
 * @param html a template for the HTML part; empty for the usual one
 * @param settings what every channel may be told; the templates' title is the subject, their text the plain part
 */
public record EmailChannel(
        String host,
        int port,
        Encryption encryption,
        Optional<Login> login,
        String from,
        List<String> to,
        Optional<Template> html,
        ChannelSettings settings)
        implements Dials {

    private static final int MAX_RECEIVERS = 50;

    /**
     * Who we are to the server.
     *
     * @param user the name
     * @param password to it
     */
    public record Login(String user, Secret password) {}

    /** @throws IllegalArgumentException if host, port or an address is none */
    public EmailChannel {
        if (!host.matches("[A-Za-z0-9._:\\[\\]-]{1,255}")) {
            throw new IllegalArgumentException("the host must be a name or an address");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the port must be 1 to 65535");
        }
        to = List.copyOf(to);
        if (to.isEmpty() || to.size() > MAX_RECEIVERS) {
            throw new IllegalArgumentException("to must have 1 to " + MAX_RECEIVERS + " addresses");
        }
        address(from);
        to.forEach(EmailChannel::address);
    }

    /**
     * Opens it. Connects to nothing until it sends.
     *
     * @param door the way out; stays open
     * @param clock for deadlines
     */
    public Notifier open(OutboundDoor door, MonitorClock clock) {
        return new EmailNotifier(this, door, clock);
    }

    Destination destination() {
        return Destination.of(host, port);
    }

    @Override
    public List<Destination> destinations() {
        return List.of(destination());
    }

    static InternetAddress address(String text) {
        try {
            InternetAddress[] parsed = InternetAddress.parse(text, true);
            if (parsed.length == 1 && text.chars().noneMatch(Character::isISOControl)) {
                parsed[0].validate();
                if (parsed[0].getAddress().indexOf('@') > 0) {
                    return parsed[0];
                }
            }
        } catch (AddressException malformed) {
            // Told below.
        }
        throw new IllegalArgumentException("not a mail address: " + io.healthmon.check.Text.message(text));
    }
}
