package io.healthmon.examples.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.examples.benchmarks.rig.ClusterTemplate;
import io.healthmon.examples.benchmarks.rig.Rig;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes over the wire, and that many open pages hinder no check. A short form of {@code bench page}. */
class PageIT {

    private static final Path HOME = Path.of(System.getProperty("healthmon.home", "../.."));
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    @Test
    void pages_areSmall_andHinderNoCheck() throws Exception {
        ClusterTemplate template = ClusterTemplate.make(folder.resolve("template"));
        try (Rig rig = Rig.of(new Rig.Setup(HOME, folder.resolve("run"), template, 300, INTERVAL, false));
                Chromium chromium = Chromium.start()) {
            PageRun run = new PageRun(rig, INTERVAL);
            run.start();

            assertThat(run.open(chromium, "/").bytes()).isBetween(1_000L, 200_000L);
            assertThat(run.search(chromium).nanos()).isNotEmpty().allMatch(nanos -> nanos > 0);
            PageRun.Watched watched = run.watch(50, Duration.ofSeconds(6));
            assertThat(watched.listening()).isEqualTo(50);
            assertThat(watched.leftOut()).isZero();
            assertThat(watched.bytesPerPageAndMinute()).isPositive();
        }
    }
}
