package io.healthmon.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.target.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {

    @ParameterizedTest
    @CsvSource({
        "redis://redis,                    redis,         6379, ''",
        "redis://my_redis-1.lan:6380/2,    my_redis-1.lan, 6380, 2",
        "redis://[2001:db8::1]:6380/0,     2001:db8::1,   6380, 0",
        "REDIS://127.0.0.1/?a=b,           127.0.0.1,     6379, ''",
    })
    void url_ofAServer_isRead(String url, String host, int port, String path) {
        ServerUrl read = ServerUrl.parse(url, 6379);
        assertThat(read).isEqualTo(new ServerUrl("redis", Optional.empty(), Optional.empty(), host, port, path));
    }

    @Test
    void credentials_areDecodedAndNeverShown() {
        ServerUrl read = ServerUrl.parse("redis://me:p%40s+s:w@rd@redis:1/0", 0);
        assertThat(read.user()).hasValue("me");
        assertThat(read.password()).hasValue(Secret.of("p@s+s:w@rd"));
        assertThat(read).hasToString("redis://redis:1/0");
        assertThat(ServerUrl.parse("redis://:secret@redis", 1).user()).isEmpty();
        assertThat(ServerUrl.parse("redis://:secret@redis", 1).password()).hasValue(Secret.of("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2",
                "tcp://",
                "tcp://:80",
                "tcp://host:0",
                "tcp://host:70000",
                "tcp://host:hunter2",
                "tcp://hunter2@host:1",
                "tcp://hunter2:@host:1",
                "tcp://a:hunter2%zz@host:1",
                "tcp://ho st:1",
                "tcp://host",
                "tcp://[hunter2]:1"
            })
    void url_malformed_isRefusedWithoutBeingRepeated(String url) {
        assertThatThrownBy(() -> ServerUrl.parse(url, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }
}
