package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.store.InMemoryStore;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers may send wrongly: each is a 400 that names the parameter, the value and what is allowed. */
class ParametersTest {

    private static HealthMonitor monitor;
    private static HealthMonitorHost host;
    private static Client client;

    @BeforeAll
    static void start() {
        monitor = TestMonitor.start(
                new InMemoryStore(),
                TestMonitor.target("known", false, io.healthmon.check.custom.ProbeResult::healthy));
        host = HealthMonitorHost.builder(monitor).port(0).start();
        client = new Client(host.port());
    }

    @AfterAll
    static void stop() {
        host.close();
        monitor.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            history?hours=abc                  | 'hours' is 'abc'            | a whole number from 1 to 8760
            history?hours=0                    | 'hours' is '0'              | a whole number from 1 to 8760
            history?hours=8761                 | 'hours' is '8761'           | a whole number from 1 to 8760
            history?hours=-1                   | 'hours' is '-1'             | a whole number from 1 to 8760
            history?hours=1.5                  | 'hours' is '1.5'            | a whole number from 1 to 8760
            history?hours=                     | 'hours' is ''               | a whole number from 1 to 8760
            history?hours=99999999999999999999 | 'hours' is '9999            | a whole number from 1 to 8760
            history?hours=%D9%A1               | 'hours' is                  | a whole number from 1 to 8760
            history?limit=0                    | 'limit' is '0'              | a whole number from 1 to 1000
            history?limit=1001                 | 'limit' is '1001'           | a whole number from 1 to 1000
            history?limit=1e2                  | 'limit' is '1e2'            | a whole number from 1 to 1000
            history?hours=1&hours=2            | 'hours' is given 2 times    | once
            history?service=a%20b              | 'service' is 'a b'          | 1 to 100 characters
            history?service=a&service=b        | 'service' is given 2 times  | once
            history?service=%00                | 'service' is                | 1 to 100 characters
            history?cursor=x                   | 'cursor' is 'x'             | what the page before has
            history?cursor=1-99999999999999999999 | 'cursor' is '1-999        | what the page before has
            history?cursor=1-2&cursor=1-2      | 'cursor' is given 2 times   | once
            alerts?status=open                 | 'status' is 'open'          | active, resolved, all
            alerts?status=ACTIVE               | 'status' is 'ACTIVE'        | active, resolved, all
            alerts?status=all&status=all       | 'status' is given 2 times   | once
            alerts?limit=abc                   | 'limit' is 'abc'            | a whole number from 1 to 1000
            alerts?service=%27%3B--            | 'service' is '';--'         | 1 to 100 characters
            uptime/known?hours=abc             | 'hours' is 'abc'            | a whole number from 1 to 8760
            series/known?hours=0               | 'hours' is '0'              | a whole number from 1 to 8760
            series/known?buckets=1001          | 'buckets' is '1001'         | a whole number from 1 to 1000
            series/known?until=yesterday       | 'until' is 'yesterday'      | a time from 2000 to 2199 with its offset
            series/known?until=%2B999999999-01-01T00:00:00Z | 'until' is   | a time from 2000 to 2199 with its offset
            uptime/known?hours=0               | 'hours' is '0'              | a whole number from 1 to 8760
            """)
    void parameter_malformed_is400SayingWhatIsAllowed(String call, String names, String allows) {
        Reply reply = client.get("/api/health/" + call);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("error").textValue())
                .startsWith("Parameter " + names)
                .contains(allows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "history?hours=1",
                "history?hours=8760&limit=1000",
                "history?limit=1",
                "history?service=",
                "history?service=never-heard-of",
                "history?cursor=",
                "history?cursor=99999999999999999-999999999999999999",
                "history?unheard=of&unheard=of",
                "alerts?status=all&service=never-heard-of",
                "alerts?status=resolved",
                "uptime/known?hours=8760",
            })
    void parameter_atItsBounds_isAnswered(String call) {
        assertThat(client.get("/api/health/" + call).status()).isEqualTo(200);
    }

    @Test
    void value_longAndHostile_isCutAndMadeSafe() {
        Reply reply = client.get("/api/health/history?hours=%0d%0a%1b" + "x".repeat(2_000));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("error").textValue()).hasSizeLessThan(250).doesNotContain("\r", "\n", "\u001b");
    }

    @Test
    void query_brokenEncoding_isNever500() throws IOException {
        for (String query : new String[] {"hours=%", "hours=%zz", "hours=%ff", "%zz=1", "&&&=&", "service=%c0%80"}) {
            String answer = AuthTest.raw(
                    host.port(),
                    "GET /api/health/history?" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            assertThat(answer).as(query).doesNotStartWith("HTTP/1.1 5").contains("application/json");
        }
    }

    @Test
    void serviceName_hostile_is404AndSafe() {
        Reply reply = client.get("/api/health/uptime/%3Cscript%3E%0d%0a" + "x".repeat(1_000));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().get("error").textValue())
                .startsWith("Unknown service: <script>")
                .hasSizeLessThan(150)
                .doesNotContain("\r", "\n");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
}
