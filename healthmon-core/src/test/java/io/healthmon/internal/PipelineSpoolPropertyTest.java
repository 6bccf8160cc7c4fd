package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.internal.FlakyStore.Mood;
import io.healthmon.target.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever the store does, whenever the process dies and however often: what a reader saw is recorded, once and in order, and state,
 * alerts and counts are the fold of it.
 */
class PipelineSpoolPropertyTest {

    private static final HealthTarget SERVICE =
            target("a").thresholds(new Thresholds(2, 2, 3)).build();

    @Property(tries = 150)
    void whatAReaderSaw_isRecordedOnce_andEverythingFollowsFromIt(@ForAll long seed) throws IOException {
        Random lot = new Random(seed);
        Path folder = Files.createTempDirectory("spool");
        FlakyStore store = new FlakyStore();
        Mood[] mood = {Mood.values()[lot.nextInt(3)]};
        store.be(() -> mood[0]);
        PipelineHarness monitor =
                PipelineHarness.setup().store(store).spool(folder).seed(seed).start(SERVICE);
        Set<Integer> unseen = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            switch (lot.nextInt(12)) {
                case 0, 1, 2 -> mood[0] = Mood.values()[lot.nextInt(3)];
                case 3 -> {
                    monitor.pipeline.checkNow("a");
                    for (int tasks = lot.nextInt(12); tasks > 0; tasks--) {
                        monitor.lanes.step();
                    }
                    int seen = seen(monitor);
                    monitor = monitor.restarted().seed(lot.nextLong()).start(SERVICE);
                    for (int number = seen + 1; number <= monitor.checks.answered("a"); number++) {
                        unseen.add(number);
                    }
                }
                case 4 -> monitor.advance(Duration.ofSeconds(lot.nextInt(40)));
                default -> {
                    monitor.checks.answer("a", HealthStatus.values()[lot.nextInt(4)]);
                    monitor.pipeline.checkNow("a");
                    for (int tasks = lot.nextInt(20); tasks > 0; tasks--) {
                        monitor.lanes.step();
                    }
                    monitor.advance(Duration.ofMillis(lot.nextInt(700)));
                }
            }
        }
        mood[0] = Mood.FINE;
        monitor.advance(Duration.ofSeconds(6));
        monitor.flush();

        List<Integer> recorded = monitor.recorded("a");
        assertThat(recorded).isSorted().doesNotHaveDuplicates();
        Set<Integer> accounted = new HashSet<>(recorded);
        accounted.addAll(unseen);
        assertThat(accounted).hasSize(monitor.checks.answered("a"));
        Replay.assertFoldOfLog(store, SERVICE);
        assertThat(monitor.state("a")).isEqualTo(store.state("a"));
        assertThat(monitor.pipeline.states().service("a").orElseThrow().day().total())
                .isEqualTo(recorded.size());
        assertThat(monitor.spool.orElseThrow().isEmpty()).isTrue();
        monitor.restarted();
        delete(folder);
    }

    private static int seen(PipelineHarness monitor) {
        return monitor.state("a").lastCheck().map(PipelineHarness::number).orElse(0);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
