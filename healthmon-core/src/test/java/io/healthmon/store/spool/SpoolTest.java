package io.healthmon.store.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.healthmon.HealthStatus;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Trail;
import io.healthmon.alert.Why;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.check.http.BodyFormat;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.Gap;
import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedResult;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.Step;
import io.healthmon.store.StoredGap;
import io.healthmon.store.Unobserved;
import io.healthmon.store.WatchedService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final long SEGMENT = 64 * 1024;
    private static final UUID ORIGIN = new UUID(1, 1);
    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path temp;

    private Path folder;

    private Spool spool;
    private final WatchedService bot = new WatchedService("stream-bot");
    private long number;

    @BeforeEach
    void open() throws IOException {
        folder = temp.resolve("spool");
        spool = Spool.open(folder, 8 * SEGMENT, SEGMENT);
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
    }

    private void reopen() throws IOException {
        spool.close();
        open();
    }

    private NumberedStep step(WatchedService service, HealthStatus status) {
        number++;
        return new NumberedStep(number, service.step(status, T0.plusSeconds(number)));
    }

    private List<NumberedStep> append(HealthStatus... statuses) throws IOException {
        List<NumberedStep> steps =
                Stream.of(statuses).map(status -> step(bot, status)).toList();
        spool.append(ORIGIN, steps);
        return steps;
    }

    private List<Numbered> drain() throws IOException {
        List<Numbered> all = new ArrayList<>();
        for (Optional<SpooledBatch> next = spool.next(); next.isPresent(); next = spool.next()) {
            all.addAll(next.get().entries());
            spool.release();
        }
        return all;
    }

    @Test
    void everyField_isReadBack_afterAReopening() throws IOException {
        String hostile = "\u0000 💥 \uD83D \" \\ \n {\"a\": 1}\u2028";
        CheckResult check = new CheckResult(
                "a",
                T0.plusNanos(123_456_000),
                Duration.ofNanos(1_234_567_891),
                Evaluation.of(
                        HealthStatus.DEGRADED,
                        Reason.COMPONENT,
                        hostile,
                        Checks.of(Map.of(hostile, hostile)),
                        Optional.of(BodyFormat.DROPWIZARD_HEALTH)));
        Step degraded =
                bot.step(new CheckResult("stream-bot", check.timestamp(), check.responseTime(), check.evaluation()));
        Step healthy = bot.step(HealthStatus.HEALTHY, T0.plusSeconds(5));
        Step removed = new Step(Optional.empty(), bot.state(), List.of());
        Gap gap = new Gap(StoredGap.Kind.HELD_UP, T0, T0.plusSeconds(9), 7);
        List<Numbered> written = List.of(
                new NumberedStep(1, degraded),
                new NumberedStep(2, healthy.with(gap)),
                new NumberedStep(
                        3,
                        bot.step(HealthStatus.HEALTHY, T0.plusSeconds(900))
                                .afterUnobserved(Optional.of(new Unobserved(T0.plusSeconds(5), T0.plusSeconds(900))))),
                new NumberedStep(7, removed),
                new NumberedStep(
                        Long.MAX_VALUE - 1, new Step(Optional.empty(), ServiceState.initial("new"), List.of())),
                new NumberedResult(Long.MAX_VALUE, check, Optional.of(gap)));
        spool.append(ORIGIN, written);
        reopen();

        SpooledBatch read = spool.next().orElseThrow();

        assertThat(read.origin()).isEqualTo(ORIGIN);
        assertThat(read.entries()).isEqualTo(written);
        assertThat(((NumberedStep) read.entries().get(0)).step().transitions()).hasSize(1);
    }

    @Test
    void whatAnEarlierVersionWrote_isRead() throws IOException {
        String line = """
                {"number":7,"service":"a","state":{"since":5,"failures":1,"recoveries":0},"transitions":[{"kind":"triggered",\
                "at":5,"why":"because","alert":{"severity":"warning","message":"m","triggered":5}}]}
                """;

        Step step = ((NumberedStep) EntryJson.read(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)))
                        .get(0))
                .step();

        assertThat(step.state().trail()).isEqualTo(Trail.NONE);
        assertThat(step.transitions().get(0).why()).isEqualTo(Why.of("unrecorded", "because"));
    }

    @Test
    void whatIsNotToldOf_isNotWritten() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        EntryJson.write(List.of(step(bot, HealthStatus.HEALTHY)), out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\"trail\":{\"streak\":[[")
                .doesNotContain(
                        "alert", "transitions", "suppressions", "notifications", "deliveries", "held", "changes");
    }

    @Test
    void entries_comeBackInOrder_theSameUntilTheyAreReleased() throws IOException {
        List<Numbered> written = new ArrayList<>(append(HealthStatus.HEALTHY, HealthStatus.UNHEALTHY));
        written.addAll(append(HealthStatus.HEALTHY));

        assertThat(spool.next()).isEqualTo(spool.next()).isPresent();
        assertThat(drain()).isEqualTo(written);
        assertThat(spool.isEmpty()).isTrue();
        assertThat(spool.next()).isEmpty();
        reopen();
        assertThat(spool.next()).as("nothing comes back").isEmpty();
    }

    @Test
    void whatWasNotReleased_isThereAfterAReopening() throws IOException {
        append(HealthStatus.HEALTHY);
        List<NumberedStep> second = append(HealthStatus.UNHEALTHY);
        spool.next();
        spool.release();
        spool.next();
        Path copy = crash();
        spool.close();
        try (Spool again = Spool.open(copy, 8 * SEGMENT, SEGMENT)) {
            List<Numbered> all = new ArrayList<>();
            while (again.next().isPresent()) {
                all.addAll(again.next().orElseThrow().entries());
                again.release();
            }
            assertThat(all).endsWith(second.get(0)).hasSizeBetween(1, 2);
        }
    }

    /** What a process that is killed now leaves behind. */
    private Path crash() throws IOException {
        Path copy = Files.createTempDirectory(temp, "crash");
        copyInto(copy);
        return copy;
    }

    private void copyInto(Path copy) throws IOException {
        for (Path file : files()) {
            Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".spool"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void tornTail_atAnyByte_isCutAndHarmsNothingBeforeIt() throws IOException {
        List<NumberedStep> whole = append(HealthStatus.HEALTHY, HealthStatus.UNHEALTHY);
        long before = spool.statistics().bytes() + Segment.HEAD;
        append(HealthStatus.HEALTHY, HealthStatus.DEGRADED);
        long after = spool.statistics().bytes() + Segment.HEAD;
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        spool.close();

        for (long cut = before; cut < after; cut++) {
            boolean zeroes = cut % 2 == 0;
            byte[] torn = bytes.clone();
            for (long i = cut; i < after; i++) {
                torn[(int) i] = (byte) (zeroes ? 0 : ~torn[(int) i]);
            }
            Files.write(file, torn);
            open();
            assertThat(drain()).as("cut at %d", cut - before).isEqualTo(whole);
            List<NumberedStep> more = append(HealthStatus.HEALTHY);
            assertThat(drain()).isEqualTo(more);
            spool.close();
        }
        Files.write(file, bytes);
        open();
        assertThat(drain()).hasSize(4);
    }

    @Test
    void damage_beforeTheTail_losesThatAlone_andIsCounted() throws IOException {
        List<NumberedStep> first = append(HealthStatus.HEALTHY);
        long start = spool.statistics().bytes() + Segment.HEAD;
        append(HealthStatus.DEGRADED);
        List<NumberedStep> third = append(HealthStatus.HEALTHY);
        try (RandomAccessFile file = new RandomAccessFile(files().get(0).toFile(), "rw")) {
            file.seek(start + Frame.HEAD + 10);
            int was = file.read();
            file.seek(start + Frame.HEAD + 10);
            file.write(~was);
        }

        assertThat(drain()).containsExactly(first.get(0), third.get(0));
        assertThat(spool.statistics().damaged()).isEqualTo(1);
    }

    @Test
    void whatAnEarlierUseOfAFileLeft_neverComesBack() throws IOException {
        for (int i = 0; i < 50; i++) {
            append(HealthStatus.HEALTHY);
        }
        drain();
        reopen();
        List<NumberedStep> alone = append(HealthStatus.HEALTHY);
        reopen();

        assertThat(drain()).isEqualTo(alone);
    }

    @Test
    void manyEntries_spanFiles() throws IOException {
        List<NumberedStep> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.addAll(append(randomLarge(i)));
        }
        assertThat(files()).hasSizeGreaterThan(3);
        reopen();
        assertThat(spool.statistics().entries()).isEqualTo(200);
        assertThat(drain()).isEqualTo(all);
    }

    private List<NumberedStep> append(CheckResult check) throws IOException {
        number++;
        NumberedStep step = new NumberedStep(number, bot.step(check));
        spool.append(ORIGIN, List.of(step));
        return List.of(step);
    }

    /** Two kilobytes that don't compress. */
    private CheckResult randomLarge(int seed) {
        return large("stream-bot", HealthStatus.HEALTHY, seed);
    }

    private static CheckResult large(String service, HealthStatus status, int seed) {
        StringBuilder text = new StringBuilder();
        new Random(seed).ints(2_000, 'a', 'z').forEach(letter -> text.append((char) letter));
        Checks checks = Checks.of(Map.of("a", text.substring(0, 900), "b", text.substring(900, 1_800)));
        return new CheckResult(
                service,
                T0.plusSeconds(seed),
                Duration.ofMillis(1),
                status == HealthStatus.HEALTHY
                        ? Evaluation.healthy(checks, Optional.empty())
                        : Evaluation.of(status, Reason.REPORTED, "it says so", checks, Optional.empty()));
    }

    @Test
    void fullSpool_losesTheOldestHealthyChecks_countsThemAsGaps_andNoTransition() throws IOException {
        Map<String, WatchedService> services = new HashMap<>();
        Map<String, List<NumberedStep>> written = new HashMap<>();
        Random lot = new Random(7);
        int total = 1_500;
        for (int i = 0; i < total; i++) {
            String name = "service-" + i % 5;
            HealthStatus status = lot.nextInt(40) == 0 ? HealthStatus.UNHEALTHY : HealthStatus.HEALTHY;
            number++;
            NumberedStep step = new NumberedStep(
                    number, services.computeIfAbsent(name, WatchedService::new).step(large(name, status, i)));
            written.computeIfAbsent(name, key -> new ArrayList<>()).add(step);
            spool.append(ORIGIN, List.of(step));
            if (i % 400 == 0) {
                reopen();
            }
        }
        reopen();
        assertThat(spool.statistics().bytes()).isLessThanOrEqualTo(8 * SEGMENT);
        assertThat(files()).hasSizeLessThanOrEqualTo(8);

        List<Numbered> left = drain();

        assertThat(left).isSortedAccordingTo(Comparator.comparingLong(Numbered::number));
        written.forEach((name, steps) -> {
            List<Numbered> its =
                    left.stream().filter(entry -> entry.service().equals(name)).toList();
            List<Numbered> alerting =
                    its.stream().filter(Numbered::changesAnAlert).toList();
            assertThat(alerting)
                    .isEqualTo(steps.stream().filter(Numbered::changesAnAlert).toList());
            long there = its.stream().filter(entry -> entry.check().isPresent()).count();
            long gone = its.stream()
                    .flatMap(entry -> entry.gap().stream())
                    .mapToLong(Gap::checks)
                    .sum();
            assertThat(there + gone).as(name).isEqualTo(steps.size());
            assertThat(gone).isPositive();
            assertThat(((NumberedStep) its.get(its.size() - 1)).step().state())
                    .isEqualTo(steps.get(steps.size() - 1).step().state());
            assertThat(its.subList(its.size() - 5, its.size()))
                    .as("the newest stay")
                    .isEqualTo(steps.subList(steps.size() - 5, steps.size()));
        });
    }

    @Test
    void fullSpool_ofUnfoldedResults_keepsEachStreakApart() throws IOException {
        List<NumberedResult> written = new ArrayList<>();
        Random lot = new Random(11);
        for (int i = 0; i < 1_200; i++) {
            HealthStatus status = lot.nextInt(30) == 0 ? HealthStatus.UNHEALTHY : HealthStatus.HEALTHY;
            number++;
            NumberedResult result = new NumberedResult(number, large("a", status, i));
            written.add(result);
            spool.append(ORIGIN, List.of(result));
        }

        List<Numbered> left = drain();

        assertThat(runs(left)).isEqualTo(runs(written));
        long gone = left.stream()
                .flatMap(entry -> entry.gap().stream())
                .mapToLong(Gap::checks)
                .sum();
        assertThat(left.size() + gone).isEqualTo(written.size());
        assertThat(gone).isPositive();
    }

    /** The statuses, each run of one as one. */
    private static List<HealthStatus> runs(List<? extends Numbered> entries) {
        List<HealthStatus> runs = new ArrayList<>();
        for (Numbered entry : entries) {
            HealthStatus status = entry.check().orElseThrow().evaluation().status();
            if (runs.isEmpty() || runs.get(runs.size() - 1) != status || status != HealthStatus.HEALTHY) {
                runs.add(status);
            }
        }
        return runs;
    }

    @Test
    void fullSpool_ofTransitionsAlone_goesBeyondItsBytesAndThenRefuses() throws IOException {
        List<Numbered> kept = new ArrayList<>();
        HealthStatus next = HealthStatus.UNHEALTHY;
        while (true) {
            CheckResult check = large("stream-bot", next, (int) number);
            try {
                kept.addAll(append(check));
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("full");
                break;
            }
            next = next == HealthStatus.HEALTHY ? HealthStatus.UNHEALTHY : HealthStatus.HEALTHY;
        }
        assertThat(files()).hasSizeBetween(8, 10);
        assertThat(drain()).isEqualTo(kept);
        assertThat(append(HealthStatus.HEALTHY)).hasSize(1);
    }

    @Test
    void crash_betweenACompactionAndItsTidyingUp_leavesEachEntryOnce() throws IOException {
        Path before = Files.createTempDirectory(temp, "before");
        Path torn = Files.createTempDirectory(temp, "torn");
        long gone = 0;
        while (gone == 0) {
            copyInto(before);
            append(randomLarge((int) number));
            gone = spool.statistics().givenUp();
        }
        // The output stands, the inputs as they were before.
        copyInto(torn);
        for (Path file : files()) {
            Path old = before.resolve(file.getFileName());
            boolean freed = Files.readAllBytes(file)[0] == 0 && Files.exists(old);
            if (freed) {
                Files.copy(old, torn.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        List<Numbered> expected = drain();
        spool.close();
        spool = Spool.open(torn, 8 * SEGMENT, SEGMENT);

        assertThat(drain()).isEqualTo(expected);
    }

    @Test
    void newestFirst_showsEntriesBackwardsForAsLongAsItIsTold() throws IOException {
        for (int i = 0; i < 60; i++) {
            append(randomLarge(i));
        }
        List<Long> shown = new ArrayList<>();
        spool.newestFirst(entry -> {
            shown.add(entry.number());
            return entry.number() > 11;
        });
        assertThat(shown)
                .isEqualTo(IntStream.rangeClosed(11, 60)
                        .mapToObj(i -> (long) 71 - i)
                        .toList());
    }

    @Test
    void reserve_takesTheRoomBeforehand_pieceByPiece() throws IOException {
        int pieces = 1;
        while (spool.reserve()) {
            pieces++;
        }
        assertThat(pieces).isEqualTo(8);
        assertThat(files())
                .hasSize(8)
                .allSatisfy(file -> assertThat(Files.size(file)).isEqualTo(SEGMENT));
        assertThat(spool.statistics().reserved()).isEqualTo(8 * SEGMENT);
        append(randomLarge(1));
        assertThat(files()).hasSize(8);
        reopen();
        assertThat(spool.reserve()).isFalse();
    }

    @Test
    void secondProcess_isRefused() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Spool.open(folder, 8 * SEGMENT, SEGMENT))
                .withMessageContaining("in use by another healthmon");
    }

    @Test
    void laterFormat_isRefusedAndLeftAlone() throws IOException {
        append(HealthStatus.HEALTHY);
        byte[] bytes = Files.readAllBytes(files().get(0));
        bytes[7] = 2;
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(bytes, 0, Segment.HEAD - 4);
        java.nio.ByteBuffer.wrap(bytes).putInt(Segment.HEAD - 4, (int) crc.getValue());
        spool.close();
        Files.write(files().get(0), bytes);

        assertThatExceptionOfType(IOException.class).isThrownBy(this::open).withMessageContaining("later healthmon");
        bytes[7] = 1;
        crc.reset();
        crc.update(bytes, 0, Segment.HEAD - 4);
        java.nio.ByteBuffer.wrap(bytes).putInt(Segment.HEAD - 4, (int) crc.getValue());
        Files.write(files().get(0), bytes);
        open();
        assertThat(drain()).hasSize(1);
    }

    @Test
    void statistics_tellHowLongTheRoomLasts() throws IOException {
        assertThat(spool.statistics().secondsLeft(10)).isPositive();
        assertThat(spool.statistics().secondsLeft(0)).isInfinite();
        double before = spool.statistics().secondsLeft(10);
        for (int i = 0; i < 60; i++) {
            append(randomLarge(i));
        }
        assertThat(spool.statistics().secondsLeft(10)).isLessThan(before).isPositive();
        assertThat(spool.statistics().entries()).isEqualTo(60);
    }
}
