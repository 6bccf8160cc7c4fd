package io.healthmon.store.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.store.EventfulService;
import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is appended and released, and whenever the process dies: what was appended and not released is there, in order. */
class SpoolPropertyTest {

    private static final long SEGMENT = 16 * 1024;
    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    @Property(tries = 50)
    void spool_isAQueueThatSurvives(@ForAll long seed) throws IOException {
        Path folder = Files.createTempDirectory("spool");
        Random lot = new Random(seed);
        EventfulService service = new EventfulService("a", lot);
        UUID origin = new UUID(seed, 1);
        Deque<Numbered> model = new ArrayDeque<>();
        long number = 0;
        Spool spool = Spool.open(folder, 64 * SEGMENT, SEGMENT);
        for (int operation = 0; operation < 120; operation++) {
            switch (lot.nextInt(10)) {
                case 0 -> {
                    Path copy = copied(folder);
                    spool.close();
                    deleted(folder);
                    folder = copy;
                    spool = Spool.open(folder, 64 * SEGMENT, SEGMENT);
                }
                case 1 -> spool.reserve();
                case 2, 3, 4 -> {
                    Optional<SpooledBatch> next = spool.next();
                    assertThat(next.isPresent()).isEqualTo(!model.isEmpty());
                    if (next.isPresent()) {
                        for (Numbered entry : next.get().entries()) {
                            assertThat(entry).isEqualTo(model.remove());
                        }
                        assertThat(next.get().origin()).isEqualTo(origin);
                        spool.release();
                        // Released within a file, it may come again after a crash: so let none come before the file is
                        // free.
                        spool = releasedForGood(spool, model);
                    }
                }
                default -> {
                    List<NumberedStep> steps = new ArrayList<>();
                    for (int i = lot.nextInt(30); i >= 0; i--) {
                        number += 1 + lot.nextInt(3);
                        steps.add(new NumberedStep(number, service.step(T0.plusSeconds(number))));
                    }
                    spool.append(origin, steps);
                    model.addAll(steps);
                }
            }
            assertThat(spool.statistics().entries()).isEqualTo(model.size());
        }
        spool.close();
        deleted(folder);
    }

    private static Spool releasedForGood(Spool spool, Deque<Numbered> model) throws IOException {
        while (!model.isEmpty() && spool.next().isPresent()) {
            for (Numbered entry : spool.next().orElseThrow().entries()) {
                assertThat(entry).isEqualTo(model.remove());
            }
            spool.release();
        }
        return spool;
    }

    private static Path copied(Path folder) throws IOException {
        Path copy = Files.createTempDirectory("spool");
        for (Path file : files(folder)) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        return copy;
    }

    private static void deleted(Path folder) throws IOException {
        for (Path file : files(folder)) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }
}
