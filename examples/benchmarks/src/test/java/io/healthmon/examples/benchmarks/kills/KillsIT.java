package io.healthmon.examples.benchmarks.kills;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.examples.benchmarks.rig.Alerting;
import io.healthmon.examples.benchmarks.rig.ClusterTemplate;
import io.healthmon.examples.benchmarks.rig.Rig;
import io.healthmon.examples.benchmarks.rig.WebHook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader has seen outlives kill -9, and every alert is told. A short form of {@code bench kills}. */
class KillsIT {

    private static final Path HOME = Path.of(System.getProperty("healthmon.home", "../.."));

    /** How soon a monitor of a second or two records what nobody was shown is a figure of the machine: {@code bench kills} has it. */
    private static final Duration ANY_LIFE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void kills_atRandomMoments_loseNothingThatWasSeen() throws Exception {
        ClusterTemplate template = ClusterTemplate.make(folder.resolve("template"));
        long seed = System.nanoTime();
        try (WebHook hook = new WebHook(KillRun.manners(seed));
                Rig rig = Rig.of(new Rig.Setup(
                        HOME,
                        folder.resolve("run"),
                        template,
                        30,
                        Duration.ofMillis(400),
                        false,
                        new Alerting(Optional.of(hook.url()), Duration.ofSeconds(1), 2)))) {
            KillResult result = KillRun.of(rig, hook, 5, seed, ANY_LIFE, () -> {});

            assertThat(result.problems()).isEmpty();
            assertThat(result.seen()).isPositive();
            assertThat(result.checks()).isPositive();
            assertThat(result.told()).isPositive();
        }
    }
}
