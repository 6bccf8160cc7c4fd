package io.healthmon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.healthmon.target.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {

    private static final String PURPOSE = "totp of user 1";
    private static final Secret TOTP = Secret.of("JBSWY3DPEHPK3PXP");

    private final SealingKey old = key("2026-01", 1);
    private final SealingKey fresh = key("2026-02", 2);

    private static SealingKey key(String id, int content) {
        byte[] bytes = new byte[SealingKey.BYTES];
        Arrays.fill(bytes, (byte) content);
        return new SealingKey(id, Secret.of(Base64.getEncoder().encodeToString(bytes)));
    }

    private static SecretBox box(SealingKey... keys) {
        return new SecretBox(SealingKeys.of(List.of(keys)));
    }

    @Test
    void sealed_isOpenedAgain_andShowsNothing() {
        SealedSecret sealed = box(old).seal(TOTP, PURPOSE);

        assertThat(sealed.keyId()).isEqualTo("2026-01");
        assertThat(sealed.toString()).isEqualTo("***");
        assertThat(new String(Base64.getDecoder().decode(sealed.box()), StandardCharsets.ISO_8859_1))
                .doesNotContain(TOTP.reveal());
        assertThat(box(old).open(sealed, PURPOSE)).isEqualTo(TOTP);
    }

    @Property(tries = 200)
    void anyText_isOpenedAgain(@ForAll String text, @ForAll String purpose) {
        // What is no text, a lone surrogate, is not sealed by anybody.
        Secret secret = Secret.of(text.replaceAll("\\p{Cs}", ""));
        SecretBox box = box(old);
        assertThat(box.open(box.seal(secret, purpose), purpose)).isEqualTo(secret);
    }

    @Test
    void sameSecret_isSealedDifferentlyEachTime() {
        SecretBox box = box(old);
        Set<String> boxes = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            boxes.add(box.seal(TOTP, PURPOSE).box());
        }
        assertThat(boxes).hasSize(1_000);
    }

    @Test
    void firstKeySeals_andAllOpen() {
        SealedSecret before = box(old).seal(TOTP, PURPOSE);
        SecretBox both = box(fresh, old);

        assertThat(both.seal(TOTP, PURPOSE).keyId()).isEqualTo("2026-02");
        assertThat(both.open(before, PURPOSE)).isEqualTo(TOTP);
        assertThat(both.isUpToDate(before)).isFalse();
        assertThat(both.isUpToDate(both.seal(TOTP, PURPOSE))).isTrue();
    }

    @Test
    void sealedWithAKeyThatIsGone_doesNotOpen_andSaysWhichKey() {
        SealedSecret before = box(old).seal(TOTP, PURPOSE);
        assertThatExceptionOfType(SealedException.class)
                .isThrownBy(() -> box(fresh).open(before, PURPOSE))
                .withMessageContaining("'2026-01'")
                .withMessageContaining("secret-keys");
    }

    @Test
    void sealedForSomethingElse_doesNotOpen() {
        SealedSecret sealed = box(old).seal(TOTP, PURPOSE);
        assertThatExceptionOfType(SealedException.class)
                .isThrownBy(() -> box(old).open(sealed, "totp of user 2"))
                .withMessageContaining("sealed for something else");
    }

    @Test
    void anotherKeyOfTheSameId_doesNotOpen() {
        SealedSecret sealed = box(old).seal(TOTP, PURPOSE);
        assertThatExceptionOfType(SealedException.class)
                .isThrownBy(() -> box(key("2026-01", 3)).open(sealed, PURPOSE));
    }

    @Test
    void anyBitThatIsChanged_isFound() {
        SealedSecret sealed = box(old).seal(TOTP, PURPOSE);
        byte[] bytes = Base64.getDecoder().decode(sealed.box());
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            SealedSecret its = new SealedSecret("2026-01", Base64.getEncoder().encodeToString(changed));
            assertThatExceptionOfType(SealedException.class).isThrownBy(() -> box(old).open(its, PURPOSE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AQ", "not base64!", "AQAAAAAAAAAAAAAAAAAAAAAAAAAA", "\0"})
    void whatIsNoBox_doesNotOpen(String box) {
        assertThatExceptionOfType(SealedException.class)
                .isThrownBy(() -> box(old).open(new SealedSecret("2026-01", box), PURPOSE));
    }

    @Test
    void secretThatIsTooLong_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> box(old).seal(Secret.of("x".repeat(4_097)), PURPOSE))
                .withMessageContaining("4096");
        assertThat(box(old).seal(Secret.of("x".repeat(4_096)), PURPOSE).box()).hasSizeLessThan(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "S3cr3t!S3cr3t!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void keyThatIsNone_isRefused_andNotQuoted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SealingKey("a", Secret.of(text)))
                .withMessageContaining("openssl rand -base64 32")
                .withNoCause()
                .satisfies(e -> assertThat(text.isEmpty() || !e.getMessage().contains(text))
                        .isTrue());
    }

    @Test
    void keys_areNamedOnce_andShowNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> box(old, key("2026-01", 3)));
        assertThatIllegalArgumentException().isThrownBy(() -> box());
        assertThatIllegalArgumentException().isThrownBy(() -> key("with space", 1));
        assertThat(old.toString()).contains("2026-01").contains("***").doesNotContain("AQEB");
    }
}
