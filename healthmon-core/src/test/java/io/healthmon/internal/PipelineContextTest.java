package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.CronReader;
import io.healthmon.alert.Held;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.MaintenanceWindow.Once;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Suppression.Cause;
import io.healthmon.alert.context.ContextOptions;
import io.healthmon.alert.context.OwnAlert;
import io.healthmon.check.Checks;
import io.healthmon.check.Observation;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import io.healthmon.notify.Channel;
import io.healthmon.notify.ChannelOptions;
import io.healthmon.notify.Channels;
import io.healthmon.notify.FakeNotifier;
import io.healthmon.store.Step;
import io.healthmon.store.StoreException;
import io.healthmon.target.AlertRules;
import io.healthmon.view.NoSuchAlertException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What surrounds a service, in the real pipeline on manual time. */
class PipelineContextTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final ContextOptions TWO_CANARIES =
            new ContextOptions(List.of(), List.of("gateway", "dns"), CronReader.NONE);

    private final List<Step> recorded = new ArrayList<>();

    @TempDir
    Path folder;

    private static HealthTarget service(String name, String... parents) {
        return target(name)
                .rules(new AlertRules(
                        Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), List.of(parents)))
                .build();
    }

    private PipelineHarness.Setup setup() {
        return PipelineHarness.setup();
    }

    private PipelineHarness started(PipelineHarness.Setup setup, HealthTarget... targets) {
        PipelineHarness monitor = setup.prepare(targets);
        monitor.store.journal(recorded::add);
        monitor.start();
        monitor.advance(INTERVAL);
        return monitor;
    }

    private static void fail(PipelineHarness monitor, String... services) {
        for (String service : services) {
            monitor.checks.answer(service, HealthStatus.UNHEALTHY);
        }
    }

    private static void heal(PipelineHarness monitor, String... services) {
        for (String service : services) {
            monitor.checks.answer(service, HealthStatus.HEALTHY);
        }
    }

    private List<Suppression> suppressions() {
        return recorded.stream().flatMap(step -> step.suppressions().stream()).toList();
    }

    private List<String> triggered() {
        return recorded.stream()
                .flatMap(step -> step.transitions().stream())
                .filter(transition -> transition.kind().word().equals("triggered"))
                .map(transition -> transition.alert().service())
                .toList();
    }

    private static Optional<Alert> alert(PipelineHarness monitor, String service) {
        return monitor.state(service).activeAlert();
    }

    private static Optional<Cause> cause(PipelineHarness monitor, String service) {
        return monitor.state(service).held().map(Held::cause);
    }

    @Test
    void child_checkedBeforeItsParent_isDecidedAtOnceAndNotAtItsNextSlot() {
        PipelineHarness monitor = started(setup(), service("db"), service("api", "db"));
        fail(monitor, "db", "api");

        monitor.check("api");
        monitor.advance(Duration.ofMillis(200));

        assertThat(alert(monitor, "db")).isPresent();
        assertThat(cause(monitor, "api")).contains(Cause.DEPENDENCY);
        assertThat(triggered()).containsExactly("db");
    }

    @Test
    void child_checkedAfterItsParent_joinsItsAlertAtOnce() {
        PipelineHarness monitor = started(setup(), service("db"), service("api", "db"));
        fail(monitor, "db", "api");

        monitor.check("db");
        monitor.check("api");

        assertThat(suppressions()).singleElement().satisfies(suppression -> {
            assertThat(suppression.cause()).isEqualTo(Cause.DEPENDENCY);
            assertThat(suppression.alert())
                    .contains(AlertKey.of(alert(monitor, "db").orElseThrow()));
        });
    }

    @Test
    void child_whoseParentWorks_isAlertedAtOnce() {
        PipelineHarness monitor = started(setup(), service("db"), service("api", "db"));
        fail(monitor, "api");

        monitor.check("api");
        monitor.advance(Duration.ofMillis(200));

        assertThat(alert(monitor, "api")).isPresent();
    }

    @Test
    void child_whoseParentHangs_isDecidedOnceItsTimeIsOver() {
        PipelineHarness monitor = started(setup(), service("db"), service("api", "db"));
        monitor.checks.hang("db");
        fail(monitor, "api");

        monitor.check("api");
        monitor.advance(Duration.ofSeconds(9));
        assertThat(cause(monitor, "api")).contains(Cause.UNDECIDED);

        monitor.advance(INTERVAL);
        assertThat(cause(monitor, "api")).contains(Cause.DEPENDENCY);
        assertThat(triggered()).containsOnly("db");
    }

    @Test
    void child_whoseParentCantBeChecked_isAlertedAllTheSame() {
        PipelineHarness monitor = started(setup(), service("db"), service("api", "db"));
        fail(monitor, "api");
        monitor.checks.behave(
                "db", request -> CompletableFuture.completedFuture(new Observation.MonitorFault("no file handles")));

        monitor.check("api");
        monitor.advance(Duration.ofSeconds(80));

        assertThat(alert(monitor, "api")).isPresent();
    }

    @Test
    void child_afterItsParentsRecovery_isCheckedSoon() {
        PipelineHarness monitor = started(setup(), service("db"), service("api", "db"));
        fail(monitor, "db", "api");
        monitor.check("db");
        monitor.check("api");
        heal(monitor, "db");

        monitor.check("db");
        monitor.advance(Haste.RECOVERY.plusMillis(100));

        assertThat(alert(monitor, "api")).isPresent();
        assertThat(alert(monitor, "db")).isEmpty();
    }

    @Test
    void storm_ofAParentAndFiftyChildren_isOneAlertThatListsFifty() {
        List<HealthTarget> targets = new ArrayList<>(List.of(service("db")));
        for (int i = 0; i < 50; i++) {
            targets.add(service("child-" + i, "db"));
        }
        PipelineHarness monitor = started(setup(), targets.toArray(HealthTarget[]::new));
        targets.forEach(target -> fail(monitor, target.name()));

        monitor.advance(INTERVAL.multipliedBy(3));

        assertThat(triggered()).containsExactly("db");
        Alert alert = alert(monitor, "db").orElseThrow();
        assertThat(suppressions())
                .filteredOn(suppression -> suppression.alert().equals(Optional.of(AlertKey.of(alert))))
                .extracting(Suppression::service)
                .hasSize(50)
                .doesNotHaveDuplicates();

        targets.forEach(target -> heal(monitor, target.name()));
        monitor.advance(INTERVAL.multipliedBy(2));

        assertThat(monitor.store.allAlerts())
                .singleElement()
                .satisfies(row -> assertThat(row.alert().active()).isFalse());
    }

    @Test
    void component_thatIsAServiceThatIsDown_isTheCause() {
        PipelineHarness monitor = started(setup(), service("redis"), service("dashboard"));
        fail(monitor, "redis");
        monitor.checks.behave(
                "dashboard",
                request -> CompletableFuture.completedFuture(Observation.Statement.of(
                        HealthStatus.DEGRADED,
                        Reason.COMPONENT,
                        "redis is unhealthy",
                        Checks.of(Map.of("redis", "unhealthy", "n", "healthy")),
                        Timings.NONE)));

        monitor.check("dashboard");
        monitor.advance(Duration.ofMillis(200));

        assertThat(cause(monitor, "dashboard")).contains(Cause.COMPONENT);
        assertThat(triggered()).containsExactly("redis");
    }

    @Test
    void network_thatIsGone_isOneAlertThatSurvivesARestart() {
        HealthTarget[] targets = {service("gateway"), service("dns"), service("api"), service("web")};
        PipelineHarness monitor = started(setup().context(TWO_CANARIES), targets);
        fail(monitor, "gateway", "dns", "api", "web");

        monitor.advance(INTERVAL.multipliedBy(2));

        assertThat(triggered()).containsExactly(OwnAlert.SERVICE);
        assertThat(monitor.pipeline.states().monitorAlert()).isPresent();
        monitor.flush();

        PipelineHarness next = monitor.restarted().context(TWO_CANARIES).start(targets);
        next.advance(INTERVAL.multipliedBy(4));

        assertThat(triggered()).containsExactly(OwnAlert.SERVICE);
        assertThat(next.pipeline.states().monitorAlert()).isPresent();

        heal(next, "dns");
        next.advance(INTERVAL.multipliedBy(2));

        assertThat(next.pipeline.states().monitorAlert()).isEmpty();
        assertThat(next.store.alertsOf(OwnAlert.SERVICE))
                .singleElement()
                .satisfies(row -> assertThat(row.alert().active()).isFalse());
        assertThat(triggered()).contains("gateway", "api", "web");
    }

    @Test
    void network_thatIsGoneWithTheStore_isOneAlertAcrossARestart() {
        HealthTarget[] targets = {service("gateway"), service("dns"), service("api")};
        PipelineHarness monitor = started(setup().context(TWO_CANARIES).spool(folder), targets);
        monitor.store.be(FlakyStore.Mood.AWAY);
        fail(monitor, "gateway", "dns", "api");
        monitor.advance(INTERVAL.multipliedBy(4));
        assertThat(monitor.pipeline.states().monitorAlert()).isPresent();

        PipelineHarness next = monitor.restarted().context(TWO_CANARIES).start(targets);
        next.advance(INTERVAL.multipliedBy(2));
        assertThat(next.pipeline.states().monitorAlert()).isPresent();
        next.store.be(FlakyStore.Mood.FINE);
        next.advance(INTERVAL.multipliedBy(2));

        assertThat(next.store.alertsOf(OwnAlert.SERVICE)).hasSize(1);
        heal(next, "gateway", "dns", "api");
        next.advance(INTERVAL.multipliedBy(2));
        assertThat(next.store.allAlerts())
                .allMatch(row -> !row.alert().active())
                .hasSize(1);
    }

    @Test
    void network_thatIsGone_whenNoCanaryIsWatchedAnyMore_isOver() {
        PipelineHarness monitor =
                started(setup().context(TWO_CANARIES), service("gateway"), service("dns"), service("api"));
        fail(monitor, "gateway", "dns", "api");
        monitor.advance(INTERVAL.multipliedBy(2));

        monitor.pipeline.remove("gateway");
        monitor.advance(Duration.ofMillis(1));
        assertThat(monitor.pipeline.states().monitorAlert()).isPresent();
        monitor.pipeline.remove("dns");
        monitor.advance(Duration.ofSeconds(3));

        assertThat(monitor.pipeline.states().monitorAlert()).isEmpty();
        assertThat(alert(monitor, "api")).isPresent();
    }

    private static List<String> told(FakeNotifier ops) {
        return ops.taken().stream()
                .flatMap(message -> message.notifications().stream())
                .filter(notification -> notification.alert().service().equals(OwnAlert.SERVICE))
                .map(notification -> notification.kind().word())
                .toList();
    }

    @Test
    void monitorsAlert_isToldAsAnyOther() {
        FakeNotifier ops = new FakeNotifier();
        PipelineHarness monitor = started(
                setup().context(TWO_CANARIES)
                        .channels(new Channels(List.of(new Channel("ops", ops, ChannelOptions.DEFAULT)), List.of())),
                service("gateway"),
                service("dns"));
        fail(monitor, "gateway", "dns");
        monitor.advance(INTERVAL.multipliedBy(2));
        heal(monitor, "gateway", "dns");
        monitor.advance(INTERVAL.multipliedBy(2));

        assertThat(told(ops)).containsExactly("triggered", "resolved");
    }

    @Test
    void monitorsAlert_thatIsSilenced_isToldOnceTheSilenceIsOver() {
        FakeNotifier ops = new FakeNotifier();
        PipelineHarness monitor = started(
                setup().context(TWO_CANARIES)
                        .channels(new Channels(List.of(new Channel("ops", ops, ChannelOptions.DEFAULT)), List.of())),
                service("gateway"),
                service("dns"));
        Instant now = monitor.time.wall();
        monitor.pipeline
                .context()
                .silences()
                .add(ServiceMatcher.ALL, "ann", "moving house", now, now.plus(INTERVAL.multipliedBy(4)));
        fail(monitor, "gateway", "dns");
        monitor.advance(INTERVAL.multipliedBy(3));
        assertThat(told(ops)).isEmpty();
        assertThat(suppressions())
                .filteredOn(suppression -> suppression.cause() == Cause.SILENCE)
                .hasSize(1);

        monitor.advance(INTERVAL.multipliedBy(3));

        assertThat(told(ops)).containsExactly("triggered");
    }

    @Test
    void names_thatCantBe_areRefused() {
        PipelineHarness monitor = setup().context(TWO_CANARIES).start(service("a", "b"), service("b", "c"));

        assertThatThrownBy(() -> monitor.pipeline.add(service("c", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("depends-on goes in a circle: c → a → b → c");
        assertThatThrownBy(() -> monitor.pipeline.add(service("healthmon")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'healthmon'");
        assertThat(monitor.pipeline.states().services()).hasSize(2);
    }

    @Test
    void maintenance_thatIsPlannedWhileTheMonitorRuns_holdsAtOnceAndAfterARestart() {
        PipelineHarness monitor = started(setup(), service("api"));
        Instant now = monitor.time.wall();
        MaintenanceWindow window = monitor.pipeline
                .context()
                .maintenance()
                .add(
                        "backup",
                        new ServiceMatcher(List.of("api"), Map.of()),
                        "ann",
                        "",
                        new Once(now, now.plusSeconds(300)));
        fail(monitor, "api");
        monitor.check("api");
        assertThat(cause(monitor, "api")).contains(Cause.MAINTENANCE);
        monitor.flush();

        PipelineHarness next = monitor.restarted().start(service("api"));
        next.advance(INTERVAL);
        assertThat(alert(next, "api")).isEmpty();

        next.pipeline.context().maintenance().end(window.id(), "bob");
        next.check("api");
        assertThat(alert(next, "api")).isPresent();
        assertThat(next.pipeline.context().maintenance().active()).isEmpty();
    }

    @Test
    void books_refuseWhatIsOver_andAskTheStoreFirst() {
        PipelineHarness monitor = started(setup(), service("api"));
        Instant now = monitor.time.wall();

        assertThatThrownBy(() -> monitor.pipeline
                        .context()
                        .silences()
                        .add(ServiceMatcher.ALL, "ann", "", now.minusSeconds(60), now.minusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must end in the future");
        assertThatThrownBy(() -> monitor.pipeline
                        .context()
                        .maintenance()
                        .add(
                                "w",
                                ServiceMatcher.ALL,
                                "ann",
                                "",
                                new MaintenanceWindow.Recurring("0 3 * * *", "UTC", Duration.ofHours(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 3 * * *");
        monitor.store.be(FlakyStore.Mood.AWAY);
        assertThatThrownBy(() -> monitor.pipeline
                        .context()
                        .silences()
                        .add(ServiceMatcher.ALL, "ann", "", now, now.plusSeconds(60)))
                .isInstanceOf(StoreException.Unavailable.class);
        assertThat(monitor.pipeline.context().silences().active()).isEmpty();
    }

    @Test
    void maintenance_ofTheConfiguration_isNotEndedByPeople() {
        MaintenanceWindow window = new MaintenanceWindow(
                UUID.randomUUID(),
                "nightly",
                ServiceMatcher.ALL,
                "configuration",
                "",
                Instant.EPOCH,
                new Once(Instant.EPOCH, Instant.EPOCH.plusSeconds(4_000_000_000L)));
        PipelineHarness monitor = started(
                setup().context(new ContextOptions(List.of(window), List.of(), CronReader.NONE)), service("api"));
        fail(monitor, "api");
        monitor.check("api");

        assertThat(cause(monitor, "api")).contains(Cause.MAINTENANCE);
        assertThat(monitor.pipeline.context().maintenance().all()).containsExactly(window);
        assertThatThrownBy(() -> monitor.pipeline.context().maintenance().end(window.id(), "bob"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nightly");
    }

    private static CompletableFuture<Alert> acknowledge(PipelineHarness monitor, AlertKey key, String note) {
        CompletableFuture<Alert> acknowledged = monitor.pipeline.acknowledge(key, "ann", note);
        monitor.lanes.settle();
        return acknowledged;
    }

    @Test
    void acknowledgement_isRecordedAndSeen_theSecondInThePlaceOfTheFirst() {
        PipelineHarness monitor = started(setup(), service("api"));
        fail(monitor, "api");
        monitor.check("api");
        AlertKey key = AlertKey.of(alert(monitor, "api").orElseThrow());

        assertThat(acknowledge(monitor, key, "on it")
                        .join()
                        .acknowledgement()
                        .orElseThrow()
                        .note())
                .isEqualTo("on it");
        assertThat(acknowledge(monitor, key, "still on it")).isCompleted();

        assertThat(monitor.store.alertsOf("api")).singleElement().satisfies(row -> {
            assertThat(row.alert().acknowledgement().orElseThrow().by()).isEqualTo("ann");
            assertThat(row.alert().acknowledgement().orElseThrow().note()).isEqualTo("still on it");
        });
        assertThat(alert(monitor, "api").orElseThrow().acknowledgement()).isPresent();
        heal(monitor, "api");
        monitor.check("api");
        assertThat(acknowledge(monitor, key, "late"))
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(NoSuchAlertException.class);
    }

    @Test
    void acknowledgement_whileTheStoreIsAway_isOnDiskAndComesHome() {
        PipelineHarness monitor = started(setup().spool(folder), service("api"));
        fail(monitor, "api");
        monitor.check("api");
        AlertKey key = AlertKey.of(alert(monitor, "api").orElseThrow());
        monitor.flush();
        monitor.store.be(FlakyStore.Mood.AWAY);
        monitor.check("api");

        assertThat(acknowledge(monitor, key, "on it")).isCompleted();

        PipelineHarness next = monitor.restarted().start(service("api"));
        assertThat(alert(next, "api").orElseThrow().acknowledgement()).isPresent();
        next.store.be(FlakyStore.Mood.FINE);
        next.advance(INTERVAL);
        assertThat(next.store.alertsOf("api"))
                .singleElement()
                .satisfies(row -> assertThat(row.alert().acknowledgement()).isPresent());
    }

    @Test
    void acknowledgement_beforeTheAlertsAreKnown_isRefused() {
        PipelineHarness monitor = setup().prepare(service("api"));
        monitor.store.be(FlakyStore.Mood.AWAY);
        monitor.start();

        assertThat(acknowledge(monitor, new AlertKey("api", Instant.EPOCH), ""))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(StoreException.Unavailable.class);
    }

    @Test
    void start_withoutTheStore_decidesWhatWaitedAsItWouldHave() {
        PipelineHarness monitor = setup().prepare(service("db"), service("api", "db"));
        monitor.store.journal(recorded::add);
        monitor.store.be(FlakyStore.Mood.AWAY);
        monitor.start();
        fail(monitor, "db", "api");
        monitor.advance(INTERVAL.multipliedBy(3));
        assertThat(recorded).isEmpty();

        monitor.store.be(FlakyStore.Mood.FINE);
        monitor.advance(INTERVAL);

        assertThat(triggered()).containsExactly("db");
        ServiceState api = monitor.state("api");
        assertThat(api.held().map(Held::cause)).contains(Cause.DEPENDENCY);
        assertThat(monitor.store.state("api").held()).isEqualTo(api.held());
    }
}
