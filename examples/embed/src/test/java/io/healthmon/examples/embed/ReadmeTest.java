package io.healthmon.examples.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows is code that compiles: the snippet is a region of {@link TenLines}, to the letter. */
class ReadmeTest {

    @Test
    void snippet_inTheReadme_isTheCompiledOne() throws IOException {
        String readme = Files.readString(Path.of("../../README.md"));
        String shown = between(readme, "```java\n", "```");
        String source = Files.readString(Path.of("src/main/java/io/healthmon/examples/embed/TenLines.java"));
        String compiled = between(source, "// tag::readme\n", "        // end::readme").indent(-8);

        assertThat(shown).isEqualTo(compiled);
        assertThat(shown.lines()).hasSizeLessThanOrEqualTo(10);
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
