package io.healthmon.replay;

import static io.healthmon.HealthStatus.DEGRADED;
import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.LogReader;
import io.healthmon.store.Pen;
import io.healthmon.store.StoredAlert;
import io.healthmon.store.StoredCheck;
import io.healthmon.store.WatchedService;
import io.healthmon.target.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReplaysTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    private final InMemoryStore store =
            new InMemoryStore(Duration.ofDays(7), new InMemoryStore.Bounds(1_000_000, 1_000_000, Integer.MAX_VALUE));
    private final Pen pen = Pen.open(store);
    private final WatchedService bot = new WatchedService("bot");
    private final WatchedService minio = new WatchedService("minio");

    /** The policy that records: its threshold is 1, its services are critical. */
    private static HealthTarget.Builder target(String name) {
        return HealthTarget.tcp(name, "localhost", 1).critical(true);
    }

    private static HealthTarget patient(String name, int failures) {
        return target(name).thresholds(new Thresholds(failures, 1, 3)).build();
    }

    /** A check every half minute: {@code h} is healthy, {@code d} degraded, {@code u} unhealthy. */
    private void record(WatchedService service, Instant from, String statuses) {
        for (int i = 0; i < statuses.length(); i++) {
            HealthStatus status = switch (statuses.charAt(i)) {
                case 'h' -> HEALTHY;
                case 'd' -> DEGRADED;
                default -> UNHEALTHY;
            };
            pen.commit(List.of(service.step(status, from.plusSeconds(30L * i))));
        }
    }

    private ReplayReport replay(ReplayRequest request) {
        return Replays.run(store, request, Replays.Progress.NONE);
    }

    private static ReplayRequest since(Instant since, HealthTarget... targets) {
        return ReplayRequest.of(List.of(targets), since, T0.plus(Duration.ofDays(1)));
    }

    @Test
    void samePolicy_firesWhatWasRecorded() {
        record(bot, T0, "hhuduhhhudh");
        ReplayReport report = replay(since(T0, target("bot").build()));
        assertThat(report.findings()).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.SAME);
            assertThat(finding.fired().map(Fired::alert)).isEqualTo(finding.recorded());
        });
        assertThat(report.total()).isEqualTo(new ServiceCounts(11, 2, 2, 2, 0, 0, 0, 0, 0));
        assertThat(report.log()).isEqualTo(new ReplayReport.LogFigures(11, 0, 0, 0, new java.util.TreeSet<>(), 0));
    }

    @Test
    void higherThreshold_firesLess_andSaysWhatIsMissing() {
        record(bot, T0, "huhhuuuh");
        ReplayReport report = replay(since(T0, patient("bot", 3)));
        assertThat(report.findings())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.MISSING, Verdict.MISSING, Verdict.NEW);
        Fired fired = report.findings().get(2).fired().orElseThrow();
        assertThat(fired.alert().triggeredAt()).isEqualTo(T0.plusSeconds(180));
        assertThat(fired.rule()).isEqualTo("failure-threshold");
        assertThat(fired.reason()).contains("3");
    }

    @Test
    void streakThatBeganBefore_counts_whereItIsWarmedUp() {
        record(bot, T0, "hhuuuh");
        Instant third = T0.plusSeconds(120);
        assertThat(replay(since(third, patient("bot", 3))).total().fired()).isEqualTo(1);
        assertThat(replay(since(third, patient("bot", 3)).warmedUpFor(Duration.ZERO))
                        .total()
                        .fired())
                .isZero();
    }

    @Test
    void alertsActiveBefore_areToldApart() {
        record(bot, T0, "huuuuhhuh");
        ReplayReport report = replay(since(T0.plusSeconds(90), target("bot").build()));
        assertThat(report.activeBefore()).isEqualTo(1);
        assertThat(report.recordedBefore()).isEqualTo(1);
        assertThat(report.total().fired()).isEqualTo(1);
        assertThat(report.total().recorded()).isEqualTo(1);
        assertThat(report.findings()).extracting(Finding::verdict).containsExactly(Verdict.SAME);
    }

    @Test
    void alertsOnEitherSideOfTheBeginning_areOneIfTheyAreNear() {
        record(bot, T0, "huuuuh");
        // Recorded at second 30, fired at second 60; asked for from second 45 on.
        ReplayReport report = replay(since(T0.plusSeconds(45), patient("bot", 2)));
        assertThat(report.findings()).extracting(Finding::verdict).containsExactly(Verdict.SAME);
        assertThat(report.total().fired()).isEqualTo(1);
        assertThat(report.total().recorded()).isZero();
        assertThat(report.recordedBefore()).isEqualTo(1);
    }

    @Test
    void servicesOfOneSideAlone_areCountedAndLeftOut() {
        record(bot, T0, "huh");
        record(minio, T0, "uuuu");
        ReplayReport report =
                replay(since(T0, target("bot").build(), target("nobody").build()));
        assertThat(report.log().unknown()).isEqualTo(4);
        assertThat(report.log().unknownServices()).containsExactly("minio");
        assertThat(report.servicesWithoutChecks()).containsExactly("nobody");
        assertThat(report.total().recorded()).isEqualTo(1);
        assertThat(report.services()).containsOnlyKeys("bot", "nobody");
    }

    @Test
    void checksThatNoMonitorFolded_areLeftOut() {
        record(bot, T0, "hhh");
        pen.commit(List.of(minio.step(HEALTHY, T0)));
        pen.commit(List.of(new WatchedService("bot").step(UNHEALTHY, T0.plusSeconds(30))));
        ReplayReport report =
                replay(since(T0, target("bot").build(), target("minio").build()));
        assertThat(report.log().late()).isEqualTo(1);
        assertThat(report.total().fired()).isZero();
    }

    @Test
    void policyThatThrows_decidesNothing_andIsCounted() {
        record(bot, T0, "huuh");
        ReplayReport report = replay(since(T0, target("bot").build()).with((target, state, check) -> {
            throw new IllegalStateException("no");
        }));
        assertThat(report.log().faults()).isEqualTo(4);
        assertThat(report.findings()).extracting(Finding::verdict).containsExactly(Verdict.MISSING);
    }

    @Test
    void lists_areCut_differencesFirst_andCountsAreNot() {
        record(bot, T0, "huhuhuuuuuuuhuh");
        ReplayReport report = replay(since(T0, target("bot").build()).listing(2));
        assertThat(report.findings()).hasSize(2);
        assertThat(report.total().same()).isEqualTo(4);

        HealthTarget slow = target("bot").thresholds(new Thresholds(1, 2, 3)).build();
        ReplayReport slower = replay(since(T0, slow).listing(1));
        assertThat(slower.findings()).extracting(Finding::verdict).containsExactly(Verdict.LONGER);
    }

    @Test
    void tooManyAlerts_areCounted_andComparedAsFarAsTheyWereKept() {
        int alerts = ReplayFold.MOST_KEPT + 10;
        LogReader endless = new LogReader() {
            @Override
            public LogRead log(LogSpan span, Consumer<StoredCheck> each) {
                for (int i = 0; i < 2 * alerts; i++) {
                    each.accept(new StoredCheck(i, bot.check(i % 2 == 0 ? UNHEALTHY : HEALTHY, T0.plusSeconds(i))));
                }
                return new LogRead(2 * alerts, 0);
            }

            @Override
            public void alertsOf(LogSpan span, Consumer<StoredAlert> each) {
                // None.
            }
        };
        ReplayRequest request = ReplayRequest.of(List.of(target("bot").build()), T0, T0.plus(Duration.ofDays(2)));
        ReplayReport report = Replays.run(endless, request, Replays.Progress.NONE);
        assertThat(report.total().fired()).isEqualTo(alerts);
        assertThat(report.comparedTo()).contains(T0.plusSeconds(2L * ReplayFold.MOST_KEPT));
        assertThat(report.total().fresh()).isEqualTo(ReplayFold.MOST_KEPT);
        assertThat(report.findings()).hasSize(ReplayRequest.DEFAULT_LISTED);
    }

    @Test
    void progress_isTold_andMayEndIt() {
        for (int i = 0; i < 20_001; i++) {
            pen.commit(List.of(bot.step(HEALTHY, T0.plusMillis(i))));
        }
        ReplayRequest request = since(T0, target("bot").build());
        long[] told = new long[1];
        Replays.run(store, request, (checks, reached) -> told[0] = checks);
        assertThat(told[0]).isEqualTo(20_000);

        CancellationException enough = new CancellationException();
        assertThatThrownBy(() -> Replays.run(store, request, (checks, reached) -> {
                    throw enough;
                }))
                .isSameAs(enough);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> replay(request)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void message_andSeverity_areThoseOfTheDraft() {
        record(bot, T0, "hudh");
        HealthTarget draft = HealthTarget.tcp("bot", "localhost", 1).build();
        Finding finding = replay(since(T0, draft)).findings().get(0);
        Alert fired = finding.fired().orElseThrow().alert();
        assertThat(fired.message()).isEqualTo("Service bot is degraded: it says degraded");
        assertThat(finding.verdict()).isEqualTo(Verdict.SAME);
        assertThat(finding.severityDiffers()).isTrue();
    }
}
