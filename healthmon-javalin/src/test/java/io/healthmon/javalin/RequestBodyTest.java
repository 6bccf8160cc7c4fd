package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.javalin.cron.UnixCron;
import io.healthmon.store.InMemoryStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers may write wrongly: each is a 400 that names the key, the value and what is allowed. */
class RequestBodyTest {

    private static HealthMonitor monitor;
    private static HealthMonitorHost host;
    private static Client client;

    @BeforeAll
    static void start() {
        monitor = TestMonitor.start(
                new InMemoryStore(),
                builder -> builder.cron(UnixCron.READER),
                TestMonitor.target("known", false, () -> ProbeResult.unhealthy("down")));
        host = HealthMonitorHost.builder(monitor).port(0).start();
        client = new Client(host.port());
    }

    @AfterAll
    static void stop() {
        host.close();
        monitor.close();
    }

    /** The path, the body with ' for quotes, and what the error says. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            silences | {'services': '*', 'reason': 'r'}                                   | Keys 'ends_at' and 'duration': one of them
            silences | {'services': '*', 'reason': 'r', 'duration': '1h', 'ends_at': '2100-01-01T00:00:00Z'} | Keys 'ends_at' and 'duration': one of them
            silences | {'services': '*', 'reason': 'r', 'duration': 'soon'}               | Key 'duration' is 'soon'; allowed is a duration such as 30m
            silences | {'services': '*', 'reason': 'r', 'duration': '0s'}                 | Key 'duration' is '0s'; allowed is a duration
            silences | {'services': '*', 'reason': 'r', 'duration': '367d'}               | Key 'duration' is '367d'; allowed is a duration such as 30m, 2h or 1d, up to 366d
            silences | {'services': '*', 'reason': 'r', 'duration': 3600}                 | Key 'duration' is '3600'; allowed is a text
            silences | {'services': '*', 'reason': 'r', 'ends_at': '2020-01-01T00:00:00Z'} | Key 'ends_at' is '2020-01-01T00:00:00Z'; allowed is a time after the beginning
            silences | {'services': '*', 'reason': 'r', 'starts_at': '2020-01-01T00:00:00Z', 'ends_at': '2020-01-02T00:00:00Z'} | Key 'ends_at' is '2020-01-02T00:00:00Z'; allowed is a time to come
            silences | {'services': '*', 'reason': 'r', 'starts_at': '2020-01-01T00:00:00Z', 'duration': '1h'} | Key 'starts_at' is '2020-01-01T00:00:00Z'; allowed is a time from which the duration goes on into what is to come; it is 2
            silences | {'services': '*', 'reason': 'r', 'starts_at': '2100-01-02T00:00:00Z', 'ends_at': '2100-01-01T00:00:00Z'} | Key 'ends_at' is '2100-01-01T00:00:00Z'; allowed is a time after the beginning
            silences | {'services': '*', 'reason': 'r', 'ends_at': 'tomorrow'}            | Key 'ends_at' is 'tomorrow'; allowed is a time from 2000 to 2199 with its offset
            silences | {'services': '*', 'reason': 'r', 'ends_at': '2100-01-01'}          | Key 'ends_at' is '2100-01-01'; allowed is a time from 2000 to 2199 with its offset
            silences | {'services': '*', 'reason': 'r', 'ends_at': '+99999-01-01T00:00:00Z'} | Key 'ends_at' is '+99999-01-01T00:00:00Z'; allowed is a time from 2000 to 2199
            silences | {'reason': 'r', 'duration': '1h'}                                  | Keys 'services' and 'labels' are missing
            silences | {'services': [], 'labels': {}, 'reason': 'r', 'duration': '1h'}    | Keys 'services' and 'labels' are missing
            silences | {'services': 'a b', 'reason': 'r', 'duration': '1h'}               | Key 'services' is 'a b'; allowed is 1 to 100 characters
            silences | {'services': [1], 'reason': 'r', 'duration': '1h'}                 | Key 'services' is '1'; allowed is a text
            silences | {'labels': ['team'], 'reason': 'r', 'duration': '1h'}              | Key 'labels' is '["team"]'; allowed is an object of texts
            silences | {'labels': {'team': 1}, 'reason': 'r', 'duration': '1h'}           | Key 'labels.team' is '1'; allowed is a text
            silences | {'labels': {'team': 'a\\u0001b'}, 'reason': 'r', 'duration': '1h'} | That names no services: 'a b' is no label: up to 200 characters on one line are
            silences | {'labels': {'a\\nb': 'c'}, 'reason': 'r', 'duration': '1h'}        | That names no services: 'a b' is no label
            silences | {'labels': {'1':'','2':'','3':'','4':'','5':'','6':'','7':'','8':'','9':'','10':'','11':'','12':'','13':'','14':'','15':'','16':'','17':'','18':'','19':'','20':'','21':''}, 'reason': 'r', 'duration': '1h'} | That names no services: a matcher takes at most 100 services and 20 labels, not 0 and 21
            silences | {'service': 'known', 'services': '*', 'reason': 'r', 'duration': '1h'} | Key 'service' with the value '"known"' is not known here; allowed are services, labels
            silences | {'services': '*', 'duration': '1h'}                                | Key 'reason' is missing
            silences | {'services': '*', 'duration': '1h', 'reason': ' '}                 | Key 'reason' is missing
            silences | {'services': '*', 'services': 'a', 'reason': 'r', 'duration': '1h'} | The request's body is not JSON that can be read, in line 1
            silences | {'services': '*'} {}                                               | The request's body is not JSON that can be read
            silences | ['services']                                                       | The request's body must be a JSON object
            silences | {'labels': [[[[[[[[[[[[1]]]]]]]]]]]]}                              | The request's body is not JSON that can be read
            silences | services: known                                                    | The request's body is not JSON that can be read
            maintenance | {'services': '*', 'duration': '1h'}                             | Key 'name' is missing
            maintenance | {'name': 'n', 'services': '*', 'zone': 'UTC', 'duration': '1h'} | Key 'zone' is 'UTC'; allowed is only beside cron
            maintenance | {'name': 'n', 'services': '*', 'cron': '0 3 * * *'}             | Key 'duration' is missing
            maintenance | {'name': 'n', 'services': '*', 'cron': '0 3 * * *', 'duration': '1h', 'starts_at': '2100-01-01T00:00:00Z'} | Key 'starts_at' with the value
            maintenance | {'name': 'n', 'services': '*', 'cron': '0 3 * * *\\u0000', 'duration': '1h'} | That can't be done: cron must have 1 to 100 characters on one line
            maintenance | {'name': 'n', 'services': '*', 'cron': 'at noon', 'duration': '1h'} | That can't be done: cron 'at noon'
            maintenance | {'name': 'n', 'services': '*', 'cron': '0 0 31 2 *', 'duration': '1h'} | That can't be done: cron '0 0 31 2 *' never comes: none of its months has one of its days.
            maintenance | {'name': 'n', 'services': '*', 'starts_at': '2020-01-01T00:00:00Z', 'duration': '1h'} | Key 'starts_at' is '2020-01-01T00:00:00Z'; allowed is a time from which
            maintenance | {'name': 'n', 'services': '*', 'starts_at': '2020-01-01T00:00:00Z', 'ends_at': '2020-01-02T00:00:00Z'} | Key 'ends_at' is '2020-01-02T00:00:00Z'; allowed is a time to come
            alerts/1/acknowledge | {'by': ['me']}                                         | Key 'by' is '["me"]'; allowed is a text
            alerts/1/acknowledge | {'nte': 'x'}                                           | Key 'nte' with the value '"x"' is not known here; allowed are by, note
            """)
    void body_wrong_is400NamingKeyAndValue(String path, String body, String error) {
        Reply reply = client.send("POST", "/api/health/" + path, body.replace('\'', '"'));

        assertThat(reply.status()).as(reply.response().body()).isEqualTo(400);
        assertThat(reply.json().get("error").textValue()).startsWith(error);
    }

    @Test
    void cron_wrong_isToldToTheEndOfItsSentence() {
        Reply reply = client.send(
                "POST",
                "/api/health/maintenance",
                "{\"name\": \"n\", \"services\": \"*\", \"duration\": \"1h\", \"cron\": \"0 3 * * " + "1,".repeat(40)
                        + "x\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("error").textValue())
                .startsWith("That can't be done: cron '0 3 * * 1,1,")
                .endsWith("it takes minute, hour, day of month, month and day of week.");
    }

    @Test
    void texts_tooLong_are400SayingHowLong() {
        for (String[] one : new String[][] {{"reason", "500"}, {"by", "100"}}) {
            String text = "x".repeat(Integer.parseInt(one[1]) + 1);
            Reply reply = client.send(
                    "POST",
                    "/api/health/silences",
                    "{\"services\": \"*\", \"duration\": \"1h\", \"" + one[0] + "\": \"" + text + "\", \""
                            + (one[0].equals("by") ? "reason" : "by") + "\": \"y\"}");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json().get("error").textValue())
                    .startsWith("Key '" + one[0] + "' is 'xxx")
                    .contains("at most " + one[1] + " characters")
                    .hasSizeLessThan(300);
        }
    }

    @Test
    void tooMany_are400() {
        String many = "\"a\",".repeat(101);
        Reply reply = client.send(
                "POST",
                "/api/health/silences",
                "{\"services\": [" + many.substring(0, many.length() - 1)
                        + "], \"reason\": \"r\", \"duration\": \"1h\"}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("error").textValue()).startsWith("Key 'services' has 101 items");
    }

    @Test
    void body_tooLarge_is413_whetherItsLengthIsToldOrNot() {
        byte[] large = ("{\"reason\": \"" + "x".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        assertThat(client.send(client.request("/api/health/silences").POST(BodyPublishers.ofByteArray(large)))
                        .status())
                .isEqualTo(413);
        assertThat(client.send(client.request("/api/health/silences")
                                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large))))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void body_notUtf8_is400() {
        byte[] latin = {'{', '"', (byte) 0xE4, '"', ':', '1', '}'};
        assertThat(client.send(client.request("/api/health/silences").POST(BodyPublishers.ofByteArray(latin)))
                        .status())
                .isEqualTo(400);
    }
}
