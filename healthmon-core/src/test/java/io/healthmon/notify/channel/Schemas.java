package io.healthmon.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.healthmon.notify.channel.Receiver.Got;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** What each service's documentation says of a request: required fields, types, limits. */
final class Schemas {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Schemas() {}

    static JsonNode json(Got got) {
        assertThat(got.method()).isEqualTo("POST");
        assertThat(got.header("Content-Type")).startsWith("application/json");
        try {
            return JSON.readTree(got.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("not JSON: " + got.body(), e);
        }
    }

    private static void fields(JsonNode node, Set<String> allowed) {
        Iterator<String> names = node.fieldNames();
        names.forEachRemaining(name -> assertThat(allowed).contains(name));
    }

    private static void text(JsonNode node, int max) {
        assertThat(node.isTextual()).as("a text: %s", node).isTrue();
        assertThat(node.asText()).isNotBlank().hasSizeLessThanOrEqualTo(max).doesNotContain("\0", "\uFFFE");
        assertThat(node.asText()
                        .chars()
                        .filter(c -> Character.isSurrogate((char) c))
                        .count())
                .as("whole code points")
                .isEqualTo(
                        2 * node.asText().codePoints().filter(c -> c > 0xFFFF).count());
    }

    // docs.slack.dev: chat.postMessage and incoming web hooks; section, context, text object
    static void slack(Got got) {
        JsonNode body = json(got);
        fields(body, Set.of("text", "attachments", "unfurl_links", "unfurl_media", "parse", "link_names"));
        text(body.path("text"), 40_000);
        assertThat(body.path("parse").asText()).isEqualTo("none");
        assertThat(body.path("link_names").asBoolean(true)).isFalse();
        assertThat(body.path("attachments").size()).isLessThanOrEqualTo(1);
        for (JsonNode attachment : body.path("attachments")) {
            fields(attachment, Set.of("color", "blocks", "fallback"));
            assertThat(attachment.path("color").asText()).matches("#[0-9a-f]{6}");
            assertThat(attachment.path("blocks").size()).isBetween(1, 50);
            for (JsonNode block : attachment.path("blocks")) {
                if (block.path("type").asText().equals("section")) {
                    slackText(block.path("text"), 3_000);
                } else {
                    assertThat(block.path("type").asText()).isEqualTo("context");
                    assertThat(block.path("elements").size()).isBetween(1, 10);
                    block.path("elements").forEach(element -> slackText(element, 3_000));
                }
            }
        }
        // No mention, and no link but ours.
        assertThat(got.body())
                .doesNotContain("<!", "<@", "<#", "@everyone", "<https://evil", "https://evil", "www.evil", "mailto:");
    }

    private static void slackText(JsonNode text, int max) {
        assertThat(text.path("type").asText()).isEqualTo("mrkdwn");
        assertThat(text.path("verbatim").asBoolean()).isTrue();
        text(text.path("text"), max);
    }

    // discord.com/developers: execute web hook; embed limits
    static void discord(Got got) {
        assertThat(got.path()).contains("wait=true");
        JsonNode body = json(got);
        fields(body, Set.of("content", "embeds", "allowed_mentions"));
        assertThat(body.path("allowed_mentions").path("parse").isArray()).isTrue();
        assertThat(body.path("allowed_mentions").path("parse")).isEmpty();
        assertThat(body.has("content") || body.has("embeds")).isTrue();
        if (body.has("content")) {
            text(body.path("content"), 2_000);
        }
        int all = 0;
        for (JsonNode embed : body.path("embeds")) {
            text(embed.path("title"), 256);
            all += embed.path("title").asText().length();
            if (embed.has("description")) {
                text(embed.path("description"), 4_096);
                all += embed.path("description").asText().length();
            }
            assertThat(embed.path("color").asInt()).isBetween(0, 0xFFFFFF);
            Instant.parse(embed.path("timestamp").asText());
            assertThat(embed.path("fields").size()).isLessThanOrEqualTo(25);
            for (JsonNode field : embed.path("fields")) {
                text(field.path("name"), 256);
                text(field.path("value"), 1_024);
                all += field.path("name").asText().length()
                        + field.path("value").asText().length();
            }
        }
        assertThat(all).isLessThanOrEqualTo(6_000);
        assertThat(got.body()).doesNotContain("@everyone", "@here", "https://evil", "www.evil", "mailto:");
    }

    // learn.microsoft.com: workflows, adaptive cards
    static void teams(Got got) {
        assertThat(got.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(28 * 1024);
        JsonNode body = json(got);
        assertThat(body.path("type").asText()).isEqualTo("message");
        assertThat(body.path("attachments")).hasSize(1);
        JsonNode attachment = body.path("attachments").get(0);
        assertThat(attachment.path("contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(attachment.path("contentUrl").isNull()).isTrue();
        JsonNode card = attachment.path("content");
        assertThat(card.path("type").asText()).isEqualTo("AdaptiveCard");
        assertThat(card.path("version").asText()).isEqualTo("1.4");
        assertThat(card.path("body")).isNotEmpty();
        card.path("body").forEach(Schemas::cardElement);
        // A mention needs its entities, and Markdown a TextBlock.
        assertThat(card.path("msteams").has("entities")).isFalse();
        assertThat(got.body()).doesNotContain("\"TextBlock\"", "https://evil", "www.evil", "mailto:");
    }

    private static void cardElement(JsonNode element) {
        if (element.path("type").asText().equals("Container")) {
            assertThat(element.path("style").asText()).isIn("attention", "warning", "good", "accent", "emphasis");
            element.path("items").forEach(Schemas::cardElement);
            return;
        }
        assertThat(element.path("type").asText()).isEqualTo("RichTextBlock");
        assertThat(element.path("inlines")).hasSize(1);
        assertThat(element.path("inlines").get(0).path("type").asText()).isEqualTo("TextRun");
        text(element.path("inlines").get(0).path("text"), 28 * 1024);
    }

    // core.telegram.org/bots/api: sendMessage
    static void telegram(Got got) {
        assertThat(got.path()).matches("/bot[0-9]+:[A-Za-z0-9_-]+/sendMessage");
        JsonNode body = json(got);
        fields(body, Set.of("chat_id", "message_thread_id", "text", "parse_mode", "link_preview_options"));
        assertThat(body.path("chat_id").asText()).isEqualTo("-100123");
        text(body.path("text"), 4_096);
        assertThat(body.path("link_preview_options").path("is_disabled").asBoolean())
                .isTrue();
        if (body.has("parse_mode")) {
            assertThat(body.path("parse_mode").asText()).isEqualTo("HTML");
            telegramHtml(body.path("text").asText());
        }
        assertThat(got.body()).doesNotContain("https://evil", "www.evil", "mailto:");
    }

    /** Only tags that Telegram knows, each closed, and no bare special character. */
    static void telegramHtml(String html) {
        String rest = html.replaceAll("<(b|code|i)>[^<>]*</\\1>", "")
                .replaceAll("<a href=\"https?://[^\"<>]*\">[^<>]*</a>", "");
        assertThat(rest).doesNotContain("<", ">");
        assertThat(html.replaceAll("&(amp|lt|gt|quot|#39);", "")).doesNotContain("&");
    }

    // docs.ntfy.sh/publish: publish as JSON
    static void ntfy(Got got) {
        assertThat(got.path()).isEqualTo("/");
        assertThat(got.header("Authorization")).isEqualTo("Bearer tk_canary-secret-1");
        JsonNode body = json(got);
        fields(body, Set.of("topic", "title", "message", "priority", "tags", "click"));
        assertThat(body.path("topic").asText()).isEqualTo("canary-secret-2");
        text(body.path("message"), 4_096);
        assertThat(body.path("message").asText().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(4_096);
        if (body.has("title")) {
            text(body.path("title"), 250);
            assertThat(body.path("priority").asInt()).isBetween(1, 5);
            body.path("tags").forEach(tag -> assertThat(tag.asText()).matches("[a-z_]+"));
        }
        assertThat(got.body()).doesNotContain("https://evil", "www.evil", "mailto:");
    }

    // developer.pagerduty.com: Events API v2
    static void pagerduty(Got got) {
        JsonNode body = json(got);
        fields(body, Set.of("routing_key", "event_action", "dedup_key", "payload", "client", "client_url", "links"));
        assertThat(body.path("routing_key").asText()).hasSize(32);
        assertThat(body.path("event_action").asText()).isIn("trigger", "acknowledge", "resolve");
        text(body.path("dedup_key"), 255);
        assertThat(got.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(512 * 1024);
        assertThat(got.body()).doesNotContain("https://evil", "www.evil", "mailto:");
        if (!body.path("event_action").asText().equals("resolve")) {
            JsonNode payload = body.path("payload");
            fields(
                    payload,
                    Set.of(
                            "summary",
                            "source",
                            "severity",
                            "timestamp",
                            "component",
                            "group",
                            "class",
                            "custom_details"));
            text(payload.path("summary"), 1_024);
            text(payload.path("source"), 255);
            assertThat(payload.path("severity").asText()).isIn("critical", "error", "warning", "info");
            Instant.parse(payload.path("timestamp").asText());
        }
        for (JsonNode link : body.path("links")) {
            assertThat(link.path("href").asText()).startsWith("https://");
            text(link.path("text"), 255);
        }
    }

    // docs.opsgenie.com and developer.atlassian.com, integration events: create, close, acknowledge, add note
    static void genie(Got got) {
        assertThat(got.header("Authorization")).isEqualTo("GenieKey canary-secret-1");
        JsonNode body = json(got);
        String path = got.path().replaceFirst("^/jsm/ops/integration", "");
        assertThat(got.body()).doesNotContain("https://evil", "www.evil", "mailto:");
        if (path.equals("/v2/alerts")) {
            fields(
                    body,
                    Set.of(
                            "message",
                            "alias",
                            "description",
                            "tags",
                            "details",
                            "entity",
                            "source",
                            "priority",
                            "note"));
            text(body.path("message"), 130);
            text(body.path("alias"), 512);
            text(body.path("description"), 15_000);
            assertThat(body.path("priority").asText()).isIn("P1", "P2", "P3", "P4", "P5");
            assertThat(body.path("tags").size()).isLessThanOrEqualTo(20);
            int details = 0;
            for (var detail : body.path("details").properties()) {
                assertThat(detail.getValue().isTextual()).isTrue();
                details += detail.getKey().length() + detail.getValue().asText().length();
            }
            assertThat(details).isLessThanOrEqualTo(8_000);
        } else {
            assertThat(path).matches("/v2/alerts/[A-Za-z0-9._%-]+/(close|acknowledge|notes)\\?identifierType=alias");
            fields(body, Set.of("source", "note", "user"));
            text(body.path("note"), 25_000);
        }
        text(body.path("source"), 100);
    }

    // twilio.com/docs: create a message
    static void sms(Got got) {
        assertThat(got.method()).isEqualTo("POST");
        assertThat(got.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(got.header("Authorization")).startsWith("Basic ");
        List<String> fields = List.of(got.body().split("&"));
        assertThat(fields).hasSize(3);
        assertThat(fields.get(0)).isEqualTo("From=%2B15550001");
        assertThat(fields.get(1)).isEqualTo("To=%2B491701234567");
        assertThat(fields.get(2)).startsWith("Body=");
        String text = java.net.URLDecoder.decode(fields.get(2).substring(5), StandardCharsets.UTF_8);
        assertThat(text).isNotBlank().hasSizeLessThanOrEqualTo(1_600).doesNotContain("https://evil", "\0");
    }

    // docs/channels.md
    static void webhook(Got got) {
        JsonNode body = json(got);
        fields(body, Set.of("version", "key", "kind", "at", "title", "notice", "count", "url", "alerts", "omitted"));
        assertThat(body.path("version").asInt()).isEqualTo(1);
        assertThat(body.path("key").asText()).isEqualTo(got.header("X-Healthmon-Key"));
        assertThat(body.path("kind").asText())
                .isIn("triggered", "changed", "reminded", "acknowledged", "resolved", "digest", "notice");
        assertThat(body.path("notice").isNull())
                .isEqualTo(!body.path("kind").asText().equals("notice"));
        assertThat(body.path("alerts"))
                .hasSize(body.path("count").asInt() - body.path("omitted").asInt());
        Instant.parse(body.path("at").asText());
        for (JsonNode alert : body.path("alerts")) {
            assertThat(alert.path("alert_key").asText())
                    .startsWith(alert.path("service").asText() + ":");
            text(alert.path("key"), 1_000);
            text(alert.path("message"), 500);
            text(alert.path("status"), 20);
            assertThat(alert.path("severity").asText()).isIn("critical", "warning");
            assertThat(alert.path("resolved_at").isNull())
                    .isEqualTo(!alert.path("kind").asText().equals("resolved"));
            Instant.parse(alert.path("triggered_at").asText());
            assertThat(alert.path("labels").isObject()).isTrue();
        }
    }
}
