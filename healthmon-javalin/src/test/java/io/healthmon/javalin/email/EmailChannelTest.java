package io.healthmon.javalin.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.healthmon.check.http.TestCertificate;
import io.healthmon.check.http.Tls;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notification.Kind;
import io.healthmon.notify.Notifier;
import io.healthmon.notify.Receipt;
import io.healthmon.notify.channel.ChannelSettings;
import io.healthmon.notify.channel.Samples;
import io.healthmon.notify.channel.Template;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails to real servers: GreenMail for what arrives, and one that is scripted for STARTTLS and for what goes wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmailChannelTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String CANARY = "canary-secret-1";
    private static final Tls ANYONE = new Tls(Optional.empty(), true);

    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
    });
    private TestCertificate valid;
    private TestCertificate other;
    private TestCertificate expired;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        server.start();
        server.setUser("mon@example.com", "mon", CANARY);
        valid = TestCertificate.valid(directory);
        other = TestCertificate.forAnotherName(directory);
        expired = TestCertificate.expired(directory);
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    private static EmailChannel channel(int port, Encryption encryption, String password, ChannelSettings settings) {
        return new EmailChannel(
                "127.0.0.1",
                port,
                encryption,
                Optional.of(new EmailChannel.Login("mon", Secret.of(password))),
                "healthmon <mon@example.com>",
                List.of("ops@example.com", "Ann <ann@example.com>"),
                Optional.empty(),
                settings.withPublicUrl("https://mon.example.com"));
    }

    private static Receipt send(EmailChannel channel, Message message, Duration deadline) throws Exception {
        try (OutboundDoor door = OutboundDoor.open(MonitorClock.system(), OutboundPolicy.HOMELAB);
                Notifier notifier = channel.open(door, MonitorClock.system())) {
            return notifier.send(message, deadline);
        }
    }

    /** Sends by GreenMail and gives what the first receiver got. */
    private MimeMessage sent(Message message, ChannelSettings settings) throws Exception {
        server.purgeEmailFromAllMailboxes();
        EmailChannel channel = channel(server.getSmtp().getPort(), Encryption.NONE, CANARY, settings);
        assertThat(send(channel, message, LONG)).isEqualTo(new Receipt.Taken("taken for 2 addresses"));
        assertThat(server.getReceivedMessages()).hasSize(2);
        return server.getReceivedMessages()[0];
    }

    private static String part(MimeMessage mail, int number) throws Exception {
        return (String) ((MimeMultipart) mail.getContent()).getBodyPart(number).getContent();
    }

    @Test
    void mail_hasBothParts_andSaysThatNobodyWroteIt() throws Exception {
        MimeMessage mail = sent(Samples.triggered(), ChannelSettings.DEFAULT);

        assertThat(mail.getSubject()).isEqualTo("CRITICAL: stream-bot is unhealthy");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(part(mail, 0)).contains("it answered 500", "https://mon.example.com/?service=stream-bot");
        assertThat(part(mail, 1)).contains("<h1", "it answered 500", "#d92d20");
        assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(mail.getHeader("Importance", null)).isEqualTo("high");
        assertThat(mail.getHeader("To", ", ")).contains("ops@example.com", "ann@example.com");
    }

    @Test
    void mailsOfOneAlert_standTogether() throws Exception {
        MimeMessage first = sent(Samples.single(Kind.TRIGGERED, "x"), ChannelSettings.DEFAULT);
        MimeMessage again = sent(Samples.single(Kind.TRIGGERED, "x"), ChannelSettings.DEFAULT);
        MimeMessage resolved = sent(Samples.single(Kind.RESOLVED, "x"), ChannelSettings.DEFAULT);

        assertThat(first.getMessageID()).endsWith("@example.com>").isEqualTo(again.getMessageID());
        assertThat(resolved.getMessageID()).isNotEqualTo(first.getMessageID());
        assertThat(resolved.getHeader("References", null)).isEqualTo(first.getMessageID());
        assertThat(resolved.getHeader("In-Reply-To", null)).isEqualTo(first.getMessageID());
        assertThat(part(resolved, 1)).contains("#12b76a");
    }

    @Test
    void hostileTexts_addNoHeaderAndNoTag() throws Exception {
        for (String text : Samples.HOSTILE) {
            for (Message message : List.of(
                    Samples.single(Kind.ACKNOWLEDGED, text), Samples.digest(2_800, text), Samples.notice(text))) {
                MimeMessage mail =
                        sent(message, ChannelSettings.DEFAULT.withTitle(Template.parse("T {{labels.team}}")));

                assertThat(mail.getHeader("Bcc")).isNull();
                assertThat(mail.getHeader("Subject")).hasSize(1);
                // A line that goes on begins with a space.
                assertThat(mail.getHeader("Subject", null).replaceAll("\r\n(?=[ \t])", ""))
                        .doesNotContain("\n", "\r");
                assertThat(mail.getSubject()).doesNotContain("https://evil", "www.evil");
                assertThat(mail.getSubject().codePointCount(0, mail.getSubject().length()))
                        .isLessThanOrEqualTo(252);
                assertThat(part(mail, 1)).doesNotContain("<script", "</script", "<img", "https://evil");
                assertThat(part(mail, 0)).doesNotContain("https://evil", "\0");
                assertThat(mail.getSize()).isLessThan(4 * 1024 * 1024);
            }
        }
    }

    @Test
    void digest_listsItsAlerts_andCountsTheOthers() throws Exception {
        MimeMessage mail = sent(Samples.digest(2_800, "it is down"), ChannelSettings.DEFAULT);

        assertThat(mail.getSubject()).isEqualTo("2,800 alerts: 1 critical, 2,798 warning, 1 resolved");
        assertThat(part(mail, 0)).contains("- critical: service-0 is unhealthy", "- and 1,800 more");
        assertThat(part(mail, 1)).contains("<li>and 1,800 more</li>");
    }

    @Test
    void templates_areUsed() throws Exception {
        MimeMessage mail = sent(
                Samples.triggered(),
                ChannelSettings.DEFAULT
                        .withTitle(Template.parse("[{{labels.env}}] {{service}}"))
                        .withText(Template.parse("{{message}}\nsince {{triggered_at}}")));

        assertThat(mail.getSubject()).isEqualTo("[prod] stream-bot");
        assertThat(part(mail, 0))
                .isEqualToNormalizingNewlines(
                        "Service stream-bot is unhealthy: it answered 500\nsince 2026-11-30T02:55:00.123456Z");
        assertThat(part(mail, 1)).contains("it answered 500<br>");
    }

    @Test
    void tls_fromTheFirstByte_isVerified() throws Exception {
        int port = server.getSmtps().getPort();

        assertThat(send(
                        channel(port, Encryption.TLS, CANARY, ChannelSettings.DEFAULT.withTls(ANYONE)),
                        Samples.triggered(),
                        LONG))
                .isInstanceOf(Receipt.Taken.class);
        Receipt unverified =
                send(channel(port, Encryption.TLS, CANARY, ChannelSettings.DEFAULT), Samples.triggered(), LONG);
        assertThat(unverified).isInstanceOf(Receipt.Failed.class);
        assertThat(unverified.detail()).contains("TLS handshake", "certificate");
    }

    private Receipt byStartTls(TestCertificate certificate, Tls tls, List<String> heard) throws Exception {
        try (ScriptedSmtp scripted = new ScriptedSmtp(command -> "", List.of(certificate.context()))) {
            Receipt receipt = send(
                    channel(scripted.port(), Encryption.STARTTLS, CANARY, ChannelSettings.DEFAULT.withTls(tls)),
                    Samples.triggered(),
                    LONG);
            heard.addAll(scripted.heard());
            return receipt;
        }
    }

    @Test
    void startTls_isVerified_beforeAnythingIsSaid() throws Exception {
        List<String> heard = new java.util.ArrayList<>();
        assertThat(byStartTls(valid, new Tls(Optional.of(valid.pem()), false), heard))
                .isInstanceOf(Receipt.Taken.class);
        assertThat(heard.indexOf("STARTTLS")).isEqualTo(1);
        assertThat(heard).anyMatch(line -> line.startsWith("AUTH"));

        for (var wrong : List.of(
                java.util.Map.entry(valid, Tls.DEFAULT),
                java.util.Map.entry(other, new Tls(Optional.of(other.pem()), false)),
                java.util.Map.entry(expired, new Tls(Optional.of(expired.pem()), false)))) {
            heard.clear();
            Receipt receipt = byStartTls(wrong.getKey(), wrong.getValue(), heard);
            assertThat(receipt).isInstanceOf(Receipt.Failed.class);
            assertThat(receipt.detail()).contains("certificate");
            assertThat(heard).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    @Test
    void serverWithoutStartTls_getsNothing() throws Exception {
        try (ScriptedSmtp scripted = new ScriptedSmtp(command -> "", List.of())) {
            Receipt receipt = send(
                    channel(scripted.port(), Encryption.STARTTLS, CANARY, ChannelSettings.DEFAULT),
                    Samples.triggered(),
                    LONG);

            assertThat(receipt).isInstanceOf(Receipt.Failed.class);
            assertThat(receipt.detail()).contains("does not offer STARTTLS");
            assertThat(scripted.heard()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    private static Receipt scripted(UnaryOperator<String> answers, Duration deadline) throws Exception {
        try (ScriptedSmtp scripted = new ScriptedSmtp(answers, List.of())) {
            return send(
                    channel(scripted.port(), Encryption.NONE, CANARY, ChannelSettings.DEFAULT),
                    Samples.triggered(),
                    deadline);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GREETING", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "."})
    void serverThatFallsSilent_costsNoMoreThanTheDeadline(String at) throws Exception {
        long started = MonitorClock.system().nanos();
        Receipt receipt =
                scripted(command -> command.startsWith(at) ? ScriptedSmtp.SILENCE : "", Duration.ofMillis(1_500));

        assertThat(receipt).isInstanceOf(Receipt.Failed.class);
        assertThat(receipt.detail()).contains("in time");
        assertThat(Duration.ofNanos(MonitorClock.system().nanos() - started)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void serverThatTookTheMail_hasTakenIt_whateverFollows() throws Exception {
        assertThat(scripted(command -> command.equals("QUIT") ? ScriptedSmtp.SILENCE : "", Duration.ofSeconds(5)))
                .isInstanceOf(Receipt.Taken.class);
    }

    @Test
    void replies_sayWhatMayPass() throws Exception {
        for (String at : List.of("MAIL", "RCPT", "DATA", ".")) {
            Receipt later = scripted(command -> command.startsWith(at) ? "451 4.3.0 try later" : "", LONG);
            assertThat(later).as(at).isInstanceOf(Receipt.Failed.class);
            Receipt never = scripted(command -> command.startsWith(at) ? "550 5.7.1 not here" : "", LONG);
            assertThat(never).as(at).isInstanceOf(Receipt.Refused.class);
            assertThat(never.detail()).contains("550");
        }
    }

    @Test
    void oneAddressThatIsRefused_doesNotKeepTheMailFromTheOther() throws Exception {
        Receipt receipt = scripted(command -> command.startsWith("RCPT TO:<ops") ? "550 5.1.1 nobody" : "", LONG);

        assertThat(receipt).isInstanceOf(Receipt.Taken.class);
        assertThat(receipt.detail()).contains("1 of 2");
    }

    @Test
    void refusedLogin_showsNoPassword() throws Exception {
        String wire = java.util.Base64.getEncoder()
                .encodeToString(("\0mon\0" + CANARY).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Receipt never = scripted(
                command -> command.startsWith("AUTH") ? "535 5.7.8 wrong: " + CANARY + " " + command + " " + wire : "",
                LONG);
        assertThat(never).isInstanceOf(Receipt.Refused.class);
        assertThat(never.detail()).contains("refuses the login").doesNotContain(CANARY, wire);

        Receipt later = scripted(command -> command.startsWith("AUTH") ? "454 4.7.0 not now" : "", LONG);
        assertThat(later).isInstanceOf(Receipt.Failed.class);

        EmailChannel channel = channel(1, Encryption.NONE, CANARY, ChannelSettings.DEFAULT);
        assertThat(channel.toString()).doesNotContain(CANARY);
    }

    @Test
    void nobodyThere_mayPass() throws Exception {
        ScriptedSmtp gone = new ScriptedSmtp(command -> "", List.of());
        gone.close();

        Receipt receipt =
                send(channel(gone.port(), Encryption.NONE, CANARY, ChannelSettings.DEFAULT), Samples.triggered(), LONG);
        assertThat(receipt).isInstanceOf(Receipt.Failed.class);
        assertThat(receipt.detail()).contains("127.0.0.1:" + gone.port());
    }

    @Test
    void server_atAnAddressThatIsNotDialled_isRefused_forGood() throws Exception {
        try (ScriptedSmtp scripted = new ScriptedSmtp(command -> "", List.of());
                OutboundDoor door = OutboundDoor.open(MonitorClock.system(), OutboundPolicy.STRICT);
                Notifier notifier = channel(scripted.port(), Encryption.NONE, CANARY, ChannelSettings.DEFAULT)
                        .open(door, MonitorClock.system())) {
            Receipt receipt = notifier.send(Samples.triggered(), LONG);

            assertThat(receipt).isInstanceOf(Receipt.Refused.class);
            assertThat(receipt.detail()).contains("127.0.0.1 is a loopback address", "outbound.allow");
            assertThat(scripted.heard()).isEmpty();
        }
    }

    /** Looked up once: the mail library is handed a connection and opens none. */
    @Test
    void server_isDialledWhereItsNameLedTo() throws Exception {
        EmailChannel nowhere = new EmailChannel(
                "mail.rebinding.test",
                server.getSmtp().getPort(),
                Encryption.NONE,
                Optional.of(new EmailChannel.Login("mon", Secret.of(CANARY))),
                "mon@example.com",
                List.of("ops@example.com"),
                Optional.empty(),
                ChannelSettings.DEFAULT);
        OutboundDoor door = OutboundDoor.over(
                MonitorClock.system(),
                host -> java.util.concurrent.CompletableFuture.completedFuture(
                        List.of(java.net.InetAddress.getLoopbackAddress())),
                OutboundPolicy.HOMELAB);
        try (Notifier notifier = nowhere.open(door, MonitorClock.system())) {
            assertThat(notifier.send(Samples.triggered(), LONG)).isInstanceOf(Receipt.Taken.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "a@b\r\nBcc: c@d.test",
                "a@b.test, c@d.test",
                "a b@c.test",
                "<a@b.test",
                "a@b.test\0"
            })
    void addressesThatAreNone_areRefused(String address) {
        assertThatThrownBy(() -> new EmailChannel(
                        "mail.test",
                        25,
                        Encryption.NONE,
                        Optional.empty(),
                        "mon@example.com",
                        List.of(address),
                        Optional.empty(),
                        ChannelSettings.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a mail address");
    }
}
