package io.healthmon.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.healthmon.notify.channel.Escaping.Measure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EscapingTest {

    @Property(tries = 2_000)
    void anyText_fitsItsLimit_onWholeCodePoints(
            @ForAll String text,
            @ForAll Escaping escaping,
            @ForAll Measure measure,
            @ForAll @IntRange(max = 60) int max) {
        String escaped = escaping.cut(text, max, measure);

        assertThat(measure.of(escaped)).isLessThanOrEqualTo(max);
        assertThat(new String(escaped.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(escaped);
        assertThat(escaped).doesNotContain("\0");
        assertThat(escaping.cut(text, Integer.MAX_VALUE, measure))
                .startsWith(escaped.replaceFirst("(…|%E2%80%A6)$", ""));
    }

    @Property(tries = 2_000)
    void anyText_asJson_readsBackAsItWas(@ForAll String text) throws Exception {
        String clean = Escaping.PLAIN.escape(text);

        assertThat(new ObjectMapper()
                        .readTree("\"" + Escaping.JSON.escape(text) + "\"")
                        .asText())
                .isEqualTo(clean);
    }

    @Property(tries = 2_000)
    void anyText_asHtml_hasNoTag(@ForAll String text) {
        assertThat(Escaping.HTML.escape(text)).doesNotContain("<", ">", "\"", "'");
    }

    @Property(tries = 2_000)
    void anyText_inAForm_readsBackAsItWas(@ForAll String text) {
        assertThat(java.net.URLDecoder.decode(Escaping.URL.escape(text), StandardCharsets.UTF_8))
                .isEqualTo(Escaping.PLAIN.escape(text));
    }

    @Test
    void lines_thatDoNotFit_areCounted() {
        List<String> lines = List.of("one", "two", "three", "four");

        assertThat(Lines.fit(lines, "- ", Escaping.PLAIN, 100, Measure.CHARACTERS))
                .isEqualTo("- one\n- two\n- three\n- four");
        assertThat(Lines.fit(lines, "- ", Escaping.PLAIN, 24, Measure.CHARACTERS))
                .isEqualTo("- one\n- two\nand 2 more");
        assertThat(Lines.fit(lines, "- ", Escaping.PLAIN, 100, Measure.CHARACTERS, 3))
                .isEqualTo("- one\n- two\nand 2 more");
        assertThat(Lines.fit(lines, "- ", Escaping.PLAIN, 10, Measure.CHARACTERS))
                .isEqualTo("and 4 more");
        assertThat(Lines.fit(lines, "- ", Escaping.PLAIN, 3, Measure.CHARACTERS))
                .isEmpty();
    }

    @Test
    void links_areTakenApart_andStayReadable() {
        assertThat(Defang.links("see https://evil.test/a and www.evil.test at 10:30, redis://r:1"))
                .isEqualTo("see https: //evil.test/a and www .evil.test at 10:30, redis: //r:1");
    }

    @Test
    void longKeys_endInAHash() {
        String key = "k".repeat(300);

        assertThat(DedupKeys.fit(key, 255)).hasSize(255).isNotEqualTo(DedupKeys.fit(key + "x", 255));
        assertThat(DedupKeys.fit("short", 255)).isEqualTo("short");
    }
}
