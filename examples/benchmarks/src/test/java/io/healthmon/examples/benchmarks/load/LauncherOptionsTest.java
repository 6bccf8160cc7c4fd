package io.healthmon.examples.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LauncherOptionsTest {

    @Test
    void defaults_areThoseOfTheLauncher() throws IOException {
        String launcher = Files.readString(Path.of("..", "..", "healthmon"));
        String options = launcher.substring(launcher.indexOf("\noptions=("), launcher.indexOf("# Runs java"));

        assertThat(Pattern.compile("-[XD][\\w:+.=-]+")
                        .matcher(options.replaceAll("given '[^']*'", ""))
                        .results())
                .extracting(MatchResult::group)
                .containsExactlyInAnyOrderElementsOf(LauncherOptions.ALL);
    }

    @Test
    void ownHeapAndCollector_replaceTheDefaults() {
        assertThat(LauncherOptions.with(List.of("-Xmx1g", "-XX:+UseG1GC")))
                .contains("-Xmx1g", "-XX:+UseG1GC", "-Xss512k")
                .doesNotContain("-Xmx512m", "-Xms32m", "-XX:+UseSerialGC");
    }
}
