package io.healthmon.javalin.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedUrlTest {

    @ParameterizedTest
    @CsvSource({
        "embedded, embedded",
        "http://web:80/health, http://web:80/health",
        "http://web/@user, http://web/@user",
        "redis://:hidden@redis:6379/0, redis://***@redis:6379/0",
        "https://hidden:hidden@my_host/x, https://***@my_host/x",
        "amqp://u:hid den@h/x, amqp://***@h/x",
        "amqp://u:hid/den @h/x, amqp://***@h/x",
        "http://web/?a=hidden&b=hidden#hidden, http://web/?a=***&b=***",
        "jdbc:postgresql://db/x?user=hidden&password=hidden, jdbc:postgresql://db/x?user=***&password=***",
    })
    void url_withCredentials_showsNone(String url, String shown) {
        assertThat(MaskedUrl.of(url)).isEqualTo(shown).doesNotContain("hidden");
    }
}
