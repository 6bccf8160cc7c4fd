package io.healthmon.examples.benchmarks.kills;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.examples.benchmarks.rig.ClusterTemplate;
import io.healthmon.examples.benchmarks.rig.Rig;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader has seen outlives kill -9. A short form of {@code bench kills}. */
class KillsIT {

    private static final Path HOME = Path.of(System.getProperty("healthmon.home", "../.."));

    @TempDir
    private Path folder;

    @Test
    void kills_atRandomMoments_loseNothingThatWasSeen() throws Exception {
        ClusterTemplate template = ClusterTemplate.make(folder.resolve("template"));
        try (Rig rig =
                Rig.of(new Rig.Setup(HOME, folder.resolve("run"), template, 30, Duration.ofMillis(400), false))) {
            KillResult result = KillRun.of(rig, 5, System.nanoTime(), () -> {});

            assertThat(result.problems()).isEmpty();
            assertThat(result.seen()).isPositive();
            assertThat(result.checks()).isPositive();
        }
    }
}
