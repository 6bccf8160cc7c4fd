package io.healthmon.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.check.http.HostileServer;
import io.healthmon.check.http.HttpSender;
import io.healthmon.check.http.TestCertificate;
import io.healthmon.check.http.Tls;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notification.Kind;
import io.healthmon.notify.Notifier;
import io.healthmon.notify.Receipt;
import io.healthmon.notify.channel.Receiver.Got;
import io.healthmon.notify.channel.Receiver.Reply;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each channel against a receiver that checks the documented schema, with hostile texts, and in each fault of delivery. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChannelsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** Every secret that a channel is given has this in it. */
    private static final String CANARY = "canary-secret";

    /**
     * A channel to test.
     *
     * @param make with the receiver's address in its own's place
     * @param schema checks what came
     */
    record Specimen(
            String name,
            BiFunction<String, ChannelSettings, HttpChannel> make,
            Consumer<Got> schema,
            boolean keepsAlerts) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Specimen> specimens() {
        return Stream.of(
                new Specimen(
                        "slack",
                        (url, settings) -> new SlackChannel(
                                Secret.of(url + "/services/T0canary-secret-1/B0canary-secret-2/canary-secret-3"),
                                settings),
                        Schemas::slack,
                        false),
                new Specimen(
                        "discord",
                        (url, settings) -> new DiscordChannel(
                                Secret.of(url + "/api/webhooks/canary-secret-1/canary-secret-2"), settings),
                        Schemas::discord,
                        false),
                new Specimen(
                        "teams",
                        (url, settings) -> new TeamsChannel(
                                Secret.of(url + "/workflows/canary-secret-1/paths/invoke?sig=canary-secret-2%2Bx"),
                                settings),
                        Schemas::teams,
                        false),
                new Specimen(
                        "telegram",
                        (url, settings) -> new TelegramChannel(
                                Secret.of("123456:canary-secret-1"), "-100123", Optional.empty(), url, settings),
                        Schemas::telegram,
                        false),
                new Specimen(
                        "ntfy",
                        (url, settings) -> new NtfyChannel(
                                Secret.of(url + "/canary-secret-2"),
                                Optional.of(Secret.of("tk_canary-secret-1")),
                                Optional.empty(),
                                settings),
                        Schemas::ntfy,
                        false),
                new Specimen(
                        "pagerduty",
                        (url, settings) -> new PagerDutyChannel(
                                Secret.of("canary-secret-1-0123456789abcdef"), url + "/v2/enqueue", settings),
                        Schemas::pagerduty,
                        true),
                new Specimen(
                        "opsgenie",
                        (url, settings) -> new OpsgenieChannel(Secret.of("canary-secret-1"), url, settings),
                        Schemas::genie,
                        true),
                new Specimen(
                        "jira",
                        (url, settings) ->
                                new JiraChannel(Secret.of("canary-secret-1"), url + "/jsm/ops/integration", settings),
                        Schemas::genie,
                        true),
                new Specimen(
                        "sms",
                        (url, settings) -> new SmsChannel(
                                Secret.of(url + "/Accounts/AC1/Messages.json"),
                                "AC1",
                                Secret.of("canary-secret-1"),
                                "+15550001",
                                "+491701234567",
                                SmsChannel.Fields.TWILIO,
                                settings),
                        Schemas::sms,
                        false),
                new Specimen(
                        "webhook",
                        (url, settings) -> new WebhookChannel(
                                Secret.of(url.replace("http://", "http://user:canary-secret-4@")
                                                .replace("https://", "https://user:canary-secret-4@")
                                        + "/canary-secret-1?k=canary-secret-2"),
                                "POST",
                                Map.of("X-Token", Secret.of("Bearer canary-secret-3")),
                                Optional.empty(),
                                WebhookChannel.JSON,
                                Optional.of(Secret.of("canary-secret-5")),
                                settings),
                        Schemas::webhook,
                        false));
    }

    private HttpSender sender;
    private Receiver receiver;

    private TestCertificate valid;
    private TestCertificate other;
    private TestCertificate expired;

    @BeforeAll
    void openSender(@TempDir Path directory) throws Exception {
        valid = TestCertificate.valid(directory);
        other = TestCertificate.forAnotherName(directory);
        expired = TestCertificate.expired(directory);
        sender = HttpSender.start(MonitorClock.system());
    }

    @AfterAll
    void closeSender() {
        sender.close();
    }

    @BeforeEach
    void openReceiver() throws Exception {
        receiver = new Receiver();
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private static final ChannelSettings LINKED =
            ChannelSettings.DEFAULT.withPublicUrl("https://mon.example.com/health/");

    private Notifier open(Specimen specimen, ChannelSettings settings) {
        return specimen.make().apply(receiver.url(), settings).open(sender, MonitorClock.system());
    }

    private Receipt send(Specimen specimen, Message message) throws Exception {
        return open(specimen, LINKED).send(message, LONG);
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void everyMessage_keepsToTheSchema(Specimen specimen) throws Exception {
        for (Message message : Samples.all("it answered 500")) {
            assertThat(send(specimen, message)).as("%s", message.key()).isInstanceOf(Receipt.Taken.class);
        }

        assertThat(receiver.got()).hasSize(8).allSatisfy(specimen.schema());
        assertThat(receiver.got().get(0).body()).contains("stream-bot");
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void hostileTexts_keepToTheSchema(Specimen specimen) throws Exception {
        Notifier notifier = open(specimen, LINKED);
        for (String text : Samples.HOSTILE) {
            for (Message message : Samples.all(text)) {
                assertThat(notifier.send(message, LONG)).isInstanceOf(Receipt.Taken.class);
            }
        }

        assertThat(receiver.got()).hasSize(8 * Samples.HOSTILE.size()).allSatisfy(specimen.schema());
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void refusedForItsForm_goesAgainPlain(Specimen specimen) throws Exception {
        for (String text : Samples.HOSTILE) {
            int before = receiver.got().size();
            receiver.answering(got ->
                    receiver.got().size() == before + 1 ? new Reply(400, "invalid_blocks") : new Reply(200, "ok"));

            Receipt receipt = send(specimen, Samples.single(Kind.TRIGGERED, text));

            assertThat(receipt).isInstanceOf(Receipt.Taken.class);
            assertThat(receipt.detail()).contains("plain", "invalid");
            assertThat(receiver.got()).hasSize(before + 2);
            specimen.schema().accept(receiver.last());
            assertThat(receiver.last().body()).contains("stream-bot");
        }
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void answers_meanWhatTheySay(Specimen specimen) throws Exception {
        Notifier notifier = open(specimen, LINKED);
        Message message = Samples.triggered();
        for (int code : List.of(408, 425, 429, 500, 502, 503)) {
            receiver.answering(got -> new Reply(code, "busy"));
            assertThat(notifier.send(message, LONG)).as("%d", code).isInstanceOf(Receipt.Failed.class);
        }
        for (int code : List.of(301, 302, 307, 308, 400, 401, 403, 404, 410, 413)) {
            receiver.answering(got -> new Reply(code, "no", "Location", "http://127.0.0.1:1/" + CANARY));
            Receipt receipt = notifier.send(message, LONG);
            assertThat(receipt).as("%d", code).isInstanceOf(Receipt.Refused.class);
            assertThat(receipt.detail()).contains("HTTP " + code).doesNotContain(CANARY);
        }
        for (int code : List.of(200, 201, 202, 204)) {
            receiver.answering(got -> new Reply(code, ""));
            assertThat(notifier.send(message, LONG)).as("%d", code).isInstanceOf(Receipt.Taken.class);
        }
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void retryAfter_isReadInBothForms(Specimen specimen) throws Exception {
        Notifier notifier = open(specimen, LINKED);
        receiver.answering(got -> new Reply(429, "", "Retry-After", "30"));
        assertThat(((Receipt.Failed) notifier.send(Samples.triggered(), LONG)).retryAfter())
                .contains(Duration.ofSeconds(30));

        Instant soon = MonitorClock.system().wall().plusSeconds(300);
        String date =
                java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(soon.atZone(java.time.ZoneOffset.UTC));
        receiver.answering(got -> new Reply(503, "", "Retry-After", date));
        assertThat(((Receipt.Failed) notifier.send(Samples.triggered(), LONG))
                        .retryAfter()
                        .orElseThrow())
                .isBetween(Duration.ofSeconds(240), Duration.ofSeconds(301));
    }

    /** A channel that repeats what it was sent, in all the forms in which such answers come. */
    @ParameterizedTest
    @MethodSource("specimens")
    void secrets_thatAnAnswerRepeats_areMasked(Specimen specimen) throws Exception {
        HttpChannel channel = specimen.make().apply(receiver.url(), LINKED);
        Notifier notifier = channel.open(sender, MonitorClock.system());
        for (int code : List.of(200, 400, 404, 500)) {
            for (Reply reply : echoes(code)) {
                receiver.answering(got -> new Reply(code, echo(got, reply.body())));
                assertThat(notifier.send(Samples.triggered(), LONG).detail())
                        .hasSizeLessThanOrEqualTo(500)
                        .doesNotContainIgnoringCase(CANARY)
                        .doesNotContain(base64("AC1:canary-secret-1"), base64("user:canary-secret-4"));
            }
        }
        assertThat(channel.toString() + notifier).doesNotContain(CANARY);
    }

    private static List<Reply> echoes(int code) {
        return Stream.of("path", "authorization", "token", "body", "upper", "slashes", "encoded")
                .map(what -> new Reply(code, what))
                .toList();
    }

    private static String echo(Got got, String what) {
        return switch (what) {
            case "path" -> "no route " + got.path();
            case "authorization" -> "bad login " + got.header("Authorization");
            case "token" -> "bad token " + got.header("X-Token");
            case "body" -> got.body();
            case "upper" -> (got.path() + " " + got.header("Authorization")).toUpperCase(java.util.Locale.ROOT);
            case "slashes" -> "{\"path\":\"" + got.path().replace("/", "\\/") + "\"}";
            default -> java.net.URLEncoder.encode(got.path() + got.header("X-Token"), StandardCharsets.UTF_8);
        };
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void faultsOfTheLine_mayPass(Specimen specimen) throws Exception {
        List<Receipt> receipts = new ArrayList<>();
        receipts.add(fault(specimen, HostileServer.Connection::readRequest, SHORT));
        receipts.add(fault(
                specimen,
                connection -> {
                    connection.readRequest();
                    connection.reset();
                },
                LONG));
        receipts.add(fault(
                specimen,
                connection -> {
                    connection.readRequest();
                    connection.drip("HTTP/1.1 200 OK\r\nX: " + "y".repeat(1_000));
                },
                SHORT));
        receipts.add(fault(specimen, HostileServer.sending("SSH-2.0-OpenSSH_9.2\r\n"), LONG));
        receipts.add(overTls(specimen, valid, Tls.DEFAULT));
        receipts.add(overTls(specimen, expired, new Tls(Optional.of(expired.pem()), false)));
        receipts.add(overTls(specimen, other, new Tls(Optional.of(other.pem()), false)));

        assertThat(receipts).allSatisfy(receipt -> {
            assertThat(receipt).isInstanceOf(Receipt.Failed.class);
            assertThat(receipt.detail()).isNotBlank().doesNotContain(CANARY);
        });
        assertThat(overTls(specimen, valid, new Tls(Optional.of(valid.pem()), false)))
                .isInstanceOf(Receipt.Taken.class);
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void endlessAnswer_isTakenAndLeft(Specimen specimen) throws Exception {
        byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (HostileServer server = new HostileServer(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                connection.send(chunk);
            }
        })) {
            Receipt receipt = specimen.make()
                    .apply("http://127.0.0.1:" + server.port(), LINKED)
                    .open(sender, MonitorClock.system())
                    .send(Samples.triggered(), LONG);

            assertThat(receipt).isInstanceOf(Receipt.Taken.class);
            assertThat(receipt.detail()).hasSizeLessThan(300);
            assertThat(server.written()).isLessThan(32L * 1024 * 1024);
        }
    }

    private Receipt fault(Specimen specimen, HostileServer.Conversation conversation, Duration deadline)
            throws Exception {
        try (HostileServer server = new HostileServer(conversation)) {
            return specimen.make()
                    .apply("http://127.0.0.1:" + server.port(), LINKED)
                    .open(sender, MonitorClock.system())
                    .send(Samples.triggered(), deadline);
        }
    }

    private Receipt overTls(Specimen specimen, TestCertificate certificate, Tls tls) throws Exception {
        try (HostileServer server =
                new HostileServer(certificate.listener(), HostileServer.sending(HostileServer.ok("{}")))) {
            return specimen.make()
                    .apply("https://127.0.0.1:" + server.port(), LINKED.withTls(tls))
                    .open(sender, MonitorClock.system())
                    .send(Samples.triggered(), LONG);
        }
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void templates_areUsed_andNeverKeepAnAlertBack(Specimen specimen) throws Exception {
        ChannelSettings own = LINKED.withTitle(Template.parse("T {{service}} {{labels.team}}"))
                .withText(Template.parse("own words: {{message}} {{labels.nothing}}"));
        for (String text : Samples.HOSTILE) {
            assertThat(open(specimen, own).send(Samples.single(Kind.TRIGGERED, text), LONG))
                    .isInstanceOf(Receipt.Taken.class);
            specimen.schema().accept(receiver.last());
        }
        ChannelSettings tooLong = LINKED.withText(Template.parse("{{message}}".repeat(300)))
                .withTitle(Template.parse("{{message}}".repeat(300)));
        assertThat(open(specimen, tooLong).send(Samples.single(Kind.TRIGGERED, "m".repeat(400)), LONG))
                .isInstanceOf(Receipt.Taken.class);
        specimen.schema().accept(receiver.last());
        assertThat(receiver.last().body()).contains("stream-bot");
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void digest_countsFirst_thenListsAsManyAsFit(Specimen specimen) throws Exception {
        send(specimen, Samples.digest(2_800, "Service is down"));

        String body = receiver.last().body();
        assertThat(receiver.got()).hasSize(1);
        assertThat(specimen.keepsAlerts()).isEqualTo(open(specimen, LINKED).keepsAlerts());
        if (specimen.name().equals("webhook")) {
            assertThat(Schemas.json(receiver.last()).path("alerts")).hasSize(2_801);
        } else if (specimen.name().equals("sms")) {
            assertThat(body).contains("2%2C800%20alerts%3A%201%20critical%2C%202%2C798%20warning%2C%201%20resolved");
        } else {
            assertThat(body)
                    .contains("2,800 alerts: 1 critical, 2,798 warning, 1 resolved")
                    .contains("more");
        }
    }
}
