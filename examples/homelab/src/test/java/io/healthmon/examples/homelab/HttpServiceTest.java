package io.healthmon.examples.homelab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServiceTest {

    private static final String LIVE = "GET /minio/health/live HTTP/1.1\r\n";

    private final Gate gate = new Gate(Duration.ofMillis(1));
    private final Minio minio = new Minio(gate);
    private final StreamBot bot = new StreamBot(gate);

    @AfterEach
    void close() {
        bot.close();
    }

    @Test
    void streamBot_apiHealth_hasItsDetails() throws Exception {
        assertThat(say(bot, "GET /api/health HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("\"status\":\"online\"", "\"bot\":{", "\"platforms\":{", "\"users\":{", "\"memory\":{")
                .containsPattern("\"twitch\":\\{[^}]*\"status\":\"connected\"")
                .containsPattern("\"websocket\":\\{[^}]*\"clients\":4");
    }

    @Test
    void requests_onOneConnection_areAnsweredUntilItIsClosed() throws Exception {
        String ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n";

        assertThat(say(minio, LIVE + "\r\n" + LIVE + "CONNECTION: Close\r\n\r\n" + LIVE + "\r\n"))
                .isEqualTo(ok + "\r\n" + ok + "Connection: close\r\n\r\n");
    }

    @Test
    void otherPathsAndMethods_are404And405() throws Exception {
        assertThat(say(minio, "GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 404 Not Found\r\n");
        assertThat(say(bot, "GET /healthz HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 404 Not Found\r\n");
        assertThat(say(minio, "POST /minio/health/live HTTP/1.1\r\nContent-Length: 3\r\n\r\nGET"))
                .isEqualTo("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    @Test
    void head_hasNoBody() throws Exception {
        assertThat(say(bot, "HEAD /health?x HTTP/1.0\r\n\r\n"))
                .endsWith("\r\n\r\n")
                .contains("Content-Length: ");
    }

    @Test
    void nonsense_endsTheConversation() throws Exception {
        assertThat(say(minio, "hello\r\n\r\n")).isEmpty();
        assertThatThrownBy(() -> say(minio, "x".repeat(9_000))).isInstanceOf(EOFException.class);
    }

    private static String say(HttpService service, String text) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        service.converse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
