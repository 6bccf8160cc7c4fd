package io.healthmon.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.check.http.HttpSender;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notification.Kind;
import io.healthmon.notify.Receipt;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one channel does and no other. */
class ChannelDetailsTest {

    private HttpSender sender;
    private Receiver receiver;

    @BeforeEach
    void open() throws Exception {
        sender = HttpSender.start(MonitorClock.system());
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
        sender.close();
    }

    private Receipt send(HttpChannel channel, Message message) throws Exception {
        return channel.open(sender, MonitorClock.system()).send(message, Duration.ofSeconds(20));
    }

    private WebhookChannel webhook(Optional<Template> body, String contentType) {
        return new WebhookChannel(
                Secret.of(receiver.url() + "/hook"),
                "PUT",
                Map.of("X-Team", Secret.of("ops")),
                body,
                contentType,
                Optional.of(Secret.of("key")),
                ChannelSettings.DEFAULT);
    }

    /** A web hook is an address that somebody gave: it leads out through the same door. */
    @Test
    void channel_toAnAddressThatIsNotDialled_isRefusedForGood() throws Exception {
        try (OutboundDoor strict = OutboundDoor.open(MonitorClock.system(), OutboundPolicy.STRICT);
                HttpSender guarded = HttpSender.start(MonitorClock.system(), strict)) {
            Receipt receipt = webhook(Optional.empty(), WebhookChannel.JSON)
                    .open(guarded, MonitorClock.system())
                    .send(Samples.triggered(), Duration.ofSeconds(20));

            assertThat(receipt).isInstanceOf(Receipt.Refused.class);
            assertThat(receipt.detail()).contains("is a loopback address").doesNotContain("/hook");
            assertThat(receiver.got()).isEmpty();
        }
    }

    @Test
    void webhook_signed_provesItsBody() throws Exception {
        Message message = Samples.triggered();

        send(webhook(Optional.empty(), WebhookChannel.JSON), message);

        String signature = receiver.last().header("X-Healthmon-Signature");
        assertThat(signature).matches("t=[0-9]{10},v1=[0-9a-f]{64}");
        String time = signature.substring(2, 12);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] expected = mac.doFinal((time + "." + receiver.last().body()).getBytes(StandardCharsets.UTF_8));
        assertThat(signature).endsWith("v1=" + HexFormat.of().formatHex(expected));
        assertThat(receiver.last().header("X-Healthmon-Key")).isEqualTo(message.key());
        assertThat(receiver.last().header("X-Team")).isEqualTo("ops");
        assertThat(receiver.last().method()).isEqualTo("PUT");
    }

    @Test
    void noticeThatIsSaidAgain_opensNoSecondAlert_andATestAlwaysDoes() throws Exception {
        PagerDutyChannel pager = new PagerDutyChannel(
                Secret.of("canary-secret-1-0123456789abcdef"), receiver.url() + "/v2/enqueue", ChannelSettings.DEFAULT);

        send(pager, Message.notice("notice:ops:2026-11-30T03:00:00Z", "ops takes nothing", Samples.AT));
        send(pager, Message.notice("notice:ops:2026-11-30T05:00:00Z", "ops takes nothing", Samples.AT));
        send(pager, Message.notice("test:pager:2026-11-30T05:00:00Z", "only a test", Samples.AT));

        assertThat(receiver.got())
                .extracting(got -> Schemas.json(got).path("dedup_key").asText())
                .containsExactly("notice:ops", "notice:ops", "test:pager:2026-11-30T05:00:00Z");
    }

    @Test
    void webhook_template_escapesForItsContentType() throws Exception {
        for (String text : Samples.HOSTILE) {
            Template json = Template.parse("{\"a\":\"{{message}}\",\"n\":{{count}},\"l\":[\"{{labels.team}}\"]}");
            send(webhook(Optional.of(json), "application/json; charset=utf-8"), Samples.single(Kind.TRIGGERED, text));
            JsonNode body = new com.fasterxml.jackson.databind.ObjectMapper()
                    .readTree(receiver.last().body());
            assertThat(body.path("n").asInt()).isEqualTo(1);
            assertThat(receiver.last().body()).doesNotContain("</script>");

            Template form = Template.parse("m={{message}}&k={{key}}");
            send(webhook(Optional.of(form), "application/x-www-form-urlencoded"), Samples.single(Kind.TRIGGERED, text));
            assertThat(receiver.last().body().split("&")).hasSize(2);
        }
    }

    @Test
    void webhook_digestAndNotice_fillTheTemplateToo() throws Exception {
        Template json = Template.parse("{\"s\":\"{{service}}\",\"n\":{{count}},\"k\":\"{{kind}}\",\"m\":\"{{text}}\"}");
        send(webhook(Optional.of(json), WebhookChannel.JSON), Samples.digest(50, "down"));
        assertThat(receiver.last().body()).contains("\"k\":\"digest\"", "\"n\":50", "service-0", "and 30 more");

        send(webhook(Optional.of(json), WebhookChannel.JSON), Samples.notice("slack takes nothing"));
        assertThat(receiver.last().body()).contains("\"k\":\"notice\"", "slack takes nothing");
    }

    @Test
    void webhook_templateThatGivesNothing_isReplacedByTheUsualJson() throws Exception {
        Receipt receipt = send(webhook(Optional.of(Template.parse(" {{note}}\n")), "text/plain"), Samples.triggered());

        JsonNode body = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(receiver.last().body());
        assertThat(body.path("kind").asText()).isEqualTo("triggered");
        assertThat(receiver.last().header("Content-Type")).startsWith("application/json");
        assertThat(receipt.detail()).endsWith("plain: its template gave nothing");
    }

    @Test
    void webhook_templateThatIsNoJson_isRefusedAtTheStart() {
        assertThatThrownBy(() -> webhook(Optional.of(Template.parse("{\"a\":{{message}}}")), WebhookChannel.JSON))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("no JSON");
        assertThatThrownBy(() -> webhook(Optional.of(Template.parse("{\"a\":1} x")), WebhookChannel.JSON))
                .isInstanceOf(TemplateException.class);
    }

    @Test
    void pagerduty_oneAlert_hasOneKeyFromTriggerToResolve() throws Exception {
        PagerDutyChannel channel = new PagerDutyChannel(
                Secret.of("0123456789abcdef0123456789abcdef"), receiver.url() + "/v2/enqueue", ChannelSettings.DEFAULT);
        for (Kind kind : Kind.values()) {
            send(channel, Samples.single(kind, "x"));
        }

        assertThat(receiver.got().stream()
                        .map(got -> Schemas.json(got).path("event_action").asText()))
                .containsExactly("trigger", "trigger", "trigger", "acknowledge", "resolve");
        assertThat(receiver.got().stream()
                        .map(got -> Schemas.json(got).path("dedup_key").asText()))
                .containsOnly(Samples.of(Kind.TRIGGERED, "x").alertKey());
        assertThat(Schemas.json(receiver.got().get(0))
                        .path("payload")
                        .path("severity")
                        .asText())
                .isEqualTo("critical");
    }

    @Test
    void pagerduty_digest_isOneAlertThatItsLastMemberResolves() throws Exception {
        PagerDutyChannel channel = new PagerDutyChannel(
                Secret.of("0123456789abcdef0123456789abcdef"), receiver.url() + "/v2/enqueue", ChannelSettings.DEFAULT);
        Message digest = Samples.digest(3, "down");
        send(channel, digest);
        send(channel, Message.digest(digest.key(), List.of(Samples.of(Kind.RESOLVED, "x")), Samples.AT));

        assertThat(receiver.got().stream()
                        .map(got -> Schemas.json(got).path("dedup_key").asText()))
                .containsOnly(digest.key());
        assertThat(Schemas.json(receiver.last()).path("event_action").asText()).isEqualTo("resolve");
    }

    @Test
    void opsgenie_goesThroughAnAlertsLife() throws Exception {
        OpsgenieChannel channel = new OpsgenieChannel(Secret.of("k"), receiver.url() + "/", ChannelSettings.DEFAULT);
        for (Kind kind : Kind.values()) {
            send(channel, Samples.single(kind, "x"));
        }

        String alias = Escaping.URL.escape(Samples.of(Kind.TRIGGERED, "x").alertKey());
        assertThat(receiver.got().stream().map(Receiver.Got::path))
                .containsExactly(
                        "/v2/alerts",
                        "/v2/alerts/" + alias + "/notes?identifierType=alias",
                        "/v2/alerts",
                        "/v2/alerts/" + alias + "/acknowledge?identifierType=alias",
                        "/v2/alerts/" + alias + "/close?identifierType=alias");
    }

    @Test
    void telegram_retryAfterInItsBody_isRead() throws Exception {
        receiver.answering(got ->
                new Receiver.Reply(429, "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":35}}"));
        TelegramChannel channel = new TelegramChannel(
                Secret.of("123456:abcdefgh"), "@ops", Optional.of(7L), receiver.url(), ChannelSettings.DEFAULT);

        assertThat(((Receipt.Failed) send(channel, Samples.triggered())).retryAfter())
                .contains(Duration.ofSeconds(35));
        assertThat(Schemas.json(receiver.last()).path("message_thread_id").asLong())
                .isEqualTo(7);
    }

    @Test
    void telegram_brokenHtmlOfItsOwner_goesPlain() throws Exception {
        receiver.answering(got -> got.body().contains("parse_mode")
                ? new Receiver.Reply(400, "{\"description\":\"Bad Request: can't parse entities\"}")
                : new Receiver.Reply(200, "{}"));
        TelegramChannel channel = new TelegramChannel(
                Secret.of("123456:abcdefgh"),
                "5",
                Optional.empty(),
                receiver.url(),
                ChannelSettings.DEFAULT.withText(Template.parse("<b>{{service}}")));

        assertThat(send(channel, Samples.triggered())).isInstanceOf(Receipt.Taken.class);
        assertThat(Schemas.json(receiver.last()).path("text").asText()).contains("CRITICAL: stream-bot is unhealthy");
    }

    @Test
    void sms_messagingServiceAndOtherFields_areNamedSo() throws Exception {
        SmsChannel twilio = new SmsChannel(
                Secret.of(receiver.url()),
                "u",
                Secret.of("p"),
                "MG1",
                "+4917",
                SmsChannel.Fields.TWILIO,
                ChannelSettings.DEFAULT);
        send(twilio, Samples.triggered());
        assertThat(receiver.last().body()).startsWith("MessagingServiceSid=MG1&To=%2B4917&Body=CRITICAL");

        SmsChannel other = new SmsChannel(
                Secret.of(receiver.url()),
                "u",
                Secret.of("p"),
                "mon",
                "4917",
                new SmsChannel.Fields("sender", "msisdn", "text"),
                ChannelSettings.DEFAULT);
        send(other, Samples.triggered());
        assertThat(receiver.last().body()).startsWith("sender=mon&msisdn=4917&text=CRITICAL");
    }

    @Test
    void ntfy_login_isBasicAuthentication() throws Exception {
        NtfyChannel channel = new NtfyChannel(
                Secret.of(receiver.url() + "/t"),
                Optional.empty(),
                Optional.of(Secret.of("ann:pw")),
                ChannelSettings.DEFAULT);
        send(channel, Samples.triggered());

        assertThat(receiver.last().header("Authorization")).isEqualTo("Basic YW5uOnB3");
        assertThat(Schemas.json(receiver.last()).path("priority").asInt()).isEqualTo(5);
    }

    @Test
    void settings_thatAreWrong_areRefusedWithoutShowingThem() {
        ChannelSettings none = ChannelSettings.DEFAULT;
        for (Runnable wrong : List.<Runnable>of(
                () -> new SlackChannel(Secret.of("hooks.slack.com/canary"), none),
                () -> new DiscordChannel(Secret.of("ftp://x/canary"), none),
                () -> new TeamsChannel(Secret.of("https:///canary"), none),
                () -> new TelegramChannel(Secret.of("canary canary"), "1", none),
                () -> new TelegramChannel(Secret.of("123:abcdefgh"), "ops chat", none),
                () -> new NtfyChannel(Secret.of("https://ntfy.sh/canary/"), Optional.empty(), Optional.empty(), none),
                () -> new PagerDutyChannel(Secret.of("canary\n"), none),
                () -> new OpsgenieChannel(Secret.of(""), none),
                () -> new JiraChannel(Secret.of("canary canary"), none),
                () -> new SmsChannel(
                        Secret.of("https://x/"),
                        "a:b",
                        Secret.of("canary"),
                        "1",
                        "2345",
                        SmsChannel.Fields.TWILIO,
                        none),
                () -> new WebhookChannel(
                        Secret.of("https://x/"),
                        "POST",
                        Map.of("X-A", Secret.of("canary\r\nX-B: 1")),
                        Optional.empty(),
                        WebhookChannel.JSON,
                        Optional.empty(),
                        none),
                () -> new WebhookChannel(
                        Secret.of("https://x/"),
                        "POST",
                        Map.of("Host", Secret.of("canary")),
                        Optional.empty(),
                        WebhookChannel.JSON,
                        Optional.empty(),
                        none),
                () -> none.withPublicUrl("https://x/?canary=1"))) {
            assertThatThrownBy(wrong::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(thrown ->
                            assertThat(thrown.getMessage()).isNotBlank().doesNotContain("canary"));
        }
    }
}
