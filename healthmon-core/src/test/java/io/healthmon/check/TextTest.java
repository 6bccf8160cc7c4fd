package io.healthmon.check;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abcd, 3, ab…", "abcd, 1, …", "abcd, 0, ''", "abcd, -1, ''", "a😀b, 3, a…", "😀😀, 1, …"
    })
    void cut_endsInAnEllipsisAndNeverInsideACodePoint(String text, int max, String expected) {
        assertThat(Text.cut(text, max)).isEqualTo(expected);
    }

    @Test
    void message_isOneLineOfAtMost500Characters() {
        assertThat(Text.message(" a\r\n\tb\u0085c\u2028d\u0000e ")).isEqualTo("a b c d e");
        assertThat(Text.message("x".repeat(1_000_000))).hasSize(500).endsWith("x…");
        assertThat(Text.message("x".repeat(500))).hasSize(500).endsWith("xx");
    }

    @Property
    void storable_ofAnyText_isShortEnoughAndWellFormed(@ForAll String text, @ForAll @IntRange(max = 50) int max) {
        String storable = Text.storable(text, max);

        assertThat(storable).hasSizeLessThanOrEqualTo(max).doesNotContain("\u0000");
        assertThat(storable.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF))
                .isTrue();
    }
}
