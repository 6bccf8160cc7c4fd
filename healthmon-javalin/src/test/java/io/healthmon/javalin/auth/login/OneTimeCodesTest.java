package io.healthmon.javalin.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.target.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneTimeCodesTest {

    /** The secret of RFC 6238, appendix B. */
    private static final Secret RFC =
            Secret.of(Base32.encode("12345678901234567890".getBytes(StandardCharsets.US_ASCII)));

    @ParameterizedTest
    @CsvSource({"59,287082", "1111111109,081804", "1234567890,005924", "2000000000,279037"})
    void codes_areThoseOfTheRfc(long second, String code) {
        assertThat(OneTimeCodes.code(RFC, second / 30)).isEqualTo(code);
        assertThat(OneTimeCodes.step(RFC, code, Instant.ofEpochSecond(second))).hasValue(second / 30);
    }

    @Test
    void code_ofTheStepBeforeAndAfter_isTaken_noneFartherAway() {
        Instant now = Instant.ofEpochSecond(1_234_567_890);
        long step = now.getEpochSecond() / 30;

        for (long near = step - 1; near <= step + 1; near++) {
            assertThat(OneTimeCodes.step(RFC, OneTimeCodes.code(RFC, near), now))
                    .hasValue(near);
        }
        assertThat(OneTimeCodes.step(RFC, OneTimeCodes.code(RFC, step - 2), now))
                .isEmpty();
        assertThat(OneTimeCodes.step(RFC, OneTimeCodes.code(RFC, step + 2), now))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "12345", "1234567", "abcdef", "-12345", "١٢٣٤٥٦"})
    void whatIsNoCode_isNone(String text) {
        assertThat(OneTimeCodes.step(RFC, text, Instant.ofEpochSecond(59))).isEmpty();
    }

    @Test
    void secret_is160Bits_andItsUriIsEscaped() {
        Secret secret = OneTimeCodes.secret();

        assertThat(Base32.decode(secret.reveal())).hasSize(20);
        assertThat(OneTimeCodes.uri(secret, "home lab", "anna@x+y"))
                .isEqualTo("otpauth://totp/home%20lab:anna%40x%2By?secret=" + secret.reveal()
                        + "&issuer=home%20lab&algorithm=SHA1&digits=6&period=30");
    }

    @Property
    void base32_readsWhatItWrote(@ForAll byte[] bytes) {
        assertThat(Base32.decode(Base32.encode(bytes))).isEqualTo(bytes);
    }
}
