package io.healthmon.examples.homelab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisTest {

    private final Redis redis = new Redis(new Gate(Duration.ofMillis(1)));

    @Test
    void commands_inBothForms_areAnsweredInOrder() throws Exception {
        assertThat(say("*1\r\n$4\r\nPING\r\n" + "ping\r\n" + "\r\n" + "*2\r\n$4\r\nPiNg\r\n$5\r\nh\u00e9 o\r\n"))
                .isEqualTo("+PONG\r\n+PONG\r\n$5\r\nh\u00e9 o\r\n");
    }

    @Test
    void connectionCommands_areAnsweredAsRedisDoes() throws Exception {
        assertThat(say("SELECT 0\r\nSELECT 16\r\n")).isEqualTo("+OK\r\n-ERR DB index is out of range\r\n");
        assertThat(say("AUTH default anything\r\n")).isEqualTo("+OK\r\n");
        assertThat(say("AUTH somebody anything\r\n")).startsWith("-WRONGPASS ");
        assertThat(say("AUTH anything\r\n")).startsWith("-ERR AUTH <password> called without any password configured");
        assertThat(say("HELLO\r\n"))
                .startsWith("*6\r\n$6\r\nserver\r\n$5\r\nredis\r\n")
                .endsWith(":2\r\n");
        assertThat(say("HELLO 3\r\n")).startsWith("%3\r\n").endsWith(":3\r\n");
        assertThat(say("HELLO 4\r\n")).startsWith("-NOPROTO ");
        assertThat(say("FLUSHALL\r\n")).isEqualTo("-ERR unknown command\r\n");
    }

    @Test
    void quit_endsTheConversation() throws Exception {
        assertThat(say("QUIT\r\nPING\r\n")).isEqualTo("+OK\r\n");
    }

    @Test
    void loading_refusesDataButNotTheConnection() throws Exception {
        redis.gate().set(Mode.DEGRADED);

        assertThat(say("AUTH default x\r\nSELECT 0\r\nPING\r\nQUIT\r\n"))
                .isEqualTo("+OK\r\n" + loading() + loading() + "+OK\r\n");
    }

    @Test
    void nonsense_isAProtocolErrorAndEnds() throws Exception {
        assertThat(say("*65\r\n")).isEqualTo("-ERR Protocol error: invalid multibulk length\r\n");
        assertThat(say("*x\r\n")).isEqualTo("-ERR Protocol error: invalid multibulk length\r\n");
        assertThat(say("*1\r\n:4\r\n")).isEqualTo("-ERR Protocol error: expected '$'\r\n");
        assertThat(say("*1\r\n$4097\r\n")).isEqualTo("-ERR Protocol error: invalid bulk length\r\n");
        assertThat(say("*1\r\n$3\r\nPING\r\n")).isEqualTo("-ERR Protocol error: invalid bulk length\r\n");
        assertThat(say("x".repeat(5_000))).isEqualTo("-ERR Protocol error: too big inline request\r\n");
    }

    private static String loading() {
        return "-LOADING Redis is loading the dataset in memory\r\n";
    }

    /** Everything the service answers until the client or the service ends the conversation. */
    private String say(String text) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            redis.converse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out);
        } catch (EOFException clientLeft) {
            // The text is at its end.
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
