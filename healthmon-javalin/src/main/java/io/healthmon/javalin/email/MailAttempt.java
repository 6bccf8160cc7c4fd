package io.healthmon.javalin.email;

import io.healthmon.check.http.TlsTrust;
import io.healthmon.notify.Message;
import io.healthmon.notify.Receipt;
import io.healthmon.notify.channel.Masks;
import io.healthmon.outbound.Admitted;
import io.healthmon.outbound.OutboundDoor;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One attempt to send one mail: session, connection, mail. Nothing of it is shared, neither in the JVM nor with the next. */
final class MailAttempt {

    /** A mail server's certificate is held against its name as the mail library does it. */
    private static final String NAME_CHECK = "LDAPS";

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final EmailChannel channel;
    private final Admitted admitted;
    private final OpenSockets sockets;
    private final Masks masks;
    private final Duration limit;
    private volatile Optional<Receipt> taken = Optional.empty();

    MailAttempt(EmailChannel channel, Admitted admitted, OpenSockets sockets, Masks masks, Duration limit) {
        this.channel = channel;
        this.admitted = admitted;
        this.sockets = sockets;
        this.masks = masks;
        this.limit = limit;
    }

    /** What the server said to the mail, once it has taken it: what happens on the way out makes no difference. */
    Optional<Receipt> taken() {
        return taken;
    }

    /** Sends. Blocks until it is done, its sockets are closed, or nothing came for the whole limit. */
    Receipt send(Message message) throws MessagingException, IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Where the library looks for its own parts.
        thread.setContextClassLoader(Session.class.getClassLoader());
        try {
            Socket connected = connected();
            Session session = Session.getInstance(properties(connected));
            MimeMessage mail = mail(session, message);
            try (Transport transport = session.getTransport("smtp")) {
                connect(transport);
                taken = Optional.of(deliver(transport, mail));
            }
        } finally {
            thread.setContextClassLoader(before);
        }
        return taken.orElseThrow();
    }

    /** A connection to where the channel may go, encrypted if it is to be so from the first byte: the library opens none itself. */
    private Socket connected() throws IOException {
        Socket plain = OutboundDoor.dial(admitted, () -> limit, sockets::opened);
        if (channel.encryption() != Encryption.TLS) {
            return plain;
        }
        plain.setSoTimeout((int) Math.max(1, limit.toMillis()));
        SSLSocket encrypted = (SSLSocket) TlsTrust.context(channel.settings().tls())
                .getSocketFactory()
                .createSocket(plain, channel.host(), channel.port(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        if (!channel.settings().tls().insecure()) {
            parameters.setEndpointIdentificationAlgorithm(NAME_CHECK);
        }
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }

    private void connect(Transport transport) throws MessagingException {
        if (channel.login().isPresent()) {
            EmailChannel.Login login = channel.login().get();
            transport.connect(
                    channel.host(),
                    channel.port(),
                    login.user(),
                    login.password().reveal());
        } else {
            transport.connect(channel.host(), channel.port(), null, null);
        }
    }

    /** One address that is refused must not keep the mail from the others. */
    private Receipt deliver(Transport transport, MimeMessage mail) throws MessagingException {
        Address[] all = mail.getAllRecipients();
        try {
            transport.sendMessage(mail, all);
            return new Receipt.Taken("taken for " + all.length + (all.length == 1 ? " address" : " addresses"));
        } catch (SendFailedException some) {
            Address[] sent = some.getValidSentAddresses();
            if (sent == null || sent.length == 0) {
                throw some;
            }
            return new Receipt.Taken(masks.detail("taken for " + sent.length + " of " + all.length
                    + " addresses; the others were refused: " + some.getMessage()));
        }
    }

    private Properties properties(Socket connected) throws IOException {
        Properties properties = new Properties();
        String prefix = "mail.smtp.";
        String millis = Long.toString(Math.max(1, limit.toMillis()));
        properties.put(prefix + "timeout", millis);
        properties.put(prefix + "quitwait", "false");
        properties.put(prefix + "sendpartial", "true");
        properties.put(prefix + "auth", Boolean.toString(channel.login().isPresent()));
        properties.put(prefix + "localhost", "healthmon");
        properties.put(prefix + "socketFactory", OpenSockets.handing(connected));
        properties.put(prefix + "socketFactory.fallback", "false");
        if (channel.encryption() == Encryption.STARTTLS) {
            boolean insecure = channel.settings().tls().insecure();
            properties.put(
                    prefix + "ssl.socketFactory",
                    TlsTrust.context(channel.settings().tls()).getSocketFactory());
            properties.put(prefix + "ssl.checkserveridentity", Boolean.toString(!insecure));
            properties.put(prefix + "ssl.protocols", String.join(" ", PROTOCOLS));
            properties.put(prefix + "starttls.enable", "true");
            properties.put(prefix + "starttls.required", "true");
        }
        return properties;
    }

    private MimeMessage mail(Session session, Message message) throws MessagingException {
        Mail words = Mail.of(message, channel);
        InternetAddress from = EmailChannel.address(channel.from());
        String domain = from.getAddress().replaceFirst("^.*@", "");
        Threading threading = Threading.of(message, domain);
        MimeMessage mail = new Named(session, threading.id());
        mail.setFrom(from);
        for (String to : channel.to()) {
            mail.addRecipient(jakarta.mail.Message.RecipientType.TO, EmailChannel.address(to));
        }
        mail.setSubject(words.subject(), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(message.at()));
        if (threading.root().isPresent()) {
            mail.setHeader("In-Reply-To", threading.root().get());
            mail.setHeader("References", threading.root().get());
        }
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("X-Auto-Response-Suppress", "All");
        mail.setHeader("X-Healthmon-Key", message.key().replaceAll("[^!-~]", "_"));
        if (words.urgent()) {
            mail.setHeader("Importance", "high");
        }
        MimeMultipart parts = new MimeMultipart("alternative");
        parts.addBodyPart(part(words.text(), "plain"));
        parts.addBodyPart(part(words.html(), "html"));
        mail.setContent(parts);
        mail.saveChanges();
        return mail;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), subtype);
        // Lines of any length and of any letters, whatever the servers on the way take.
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    /** Keeps the Message-ID that it is given. */
    private static final class Named extends MimeMessage {
        private final String id;

        Named(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
