package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Alert;
import io.healthmon.alert.Explanation;
import io.healthmon.check.Text;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.Latencies;
import io.healthmon.store.StoredAlert;
import io.healthmon.store.StoredCheck;
import io.healthmon.view.RecentChecks;
import io.healthmon.view.RecentChecks.Strip;
import io.healthmon.view.ServiceStatus;
import io.healthmon.view.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The page of one service.
 *
 * @param service it, from memory
 * @param range how far back its chart goes
 * @param past what the store knows of it; empty while that is away
 * @param recent its newest checks, from memory
 * @param seen what its newest check brought back, if that is kept
 * @param explanation what the alert policy thinks of it
 * @param kin what it depends on, and what depends on it
 */
public record ServicePage(
        Frame frame,
        ServiceStatus service,
        Range range,
        Optional<ServicePast> past,
        Strip recent,
        Optional<Sighting> seen,
        Explanation explanation,
        Kin kin) {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final int CHECKS_LISTED = 20;
    private static final int ALERTS_LISTED = 20;
    private static final int LONGEST_ANSWER = 2_000;

    /** A number, and what it is. */
    public record Tile(String value, String title) {}

    /** Its name. */
    public String name() {
        return service.name();
    }

    /** Its status. */
    public HealthStatus status() {
        return service.status();
    }

    /** True before its first check. */
    public boolean unchecked() {
        return service.state().lastCheck().isEmpty();
    }

    /** Its status, as a sentence begins with it. */
    public String statusWord() {
        if (unchecked()) {
            return "Not checked yet";
        }
        String word = status() == HealthStatus.UNKNOWN ? "not reachable" : status().word();
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** What is wrong with it, in a sentence; empty if nothing is. */
    public Optional<String> trouble() {
        return service.state()
                .lastCheck()
                .flatMap(check -> check.evaluation().message())
                .map(Text::harmless);
    }

    /** What is looked at, without secrets. */
    public String target() {
        return TargetLine.of(service.target().spec());
    }

    /** How often. */
    public String every() {
        return "every " + Words.every(service.target().schedule().interval());
    }

    /** Its labels. */
    public Map<String, String> labels() {
        return service.target().labels();
    }

    /** The whole in a few numbers. */
    public List<Tile> tiles() {
        List<Tile> tiles = new ArrayList<>();
        Duration interval = service.target().schedule().interval();
        past.ifPresentOrElse(
                its -> {
                    OptionalDouble coverage = Coverage.of(its.day(), interval, frame.now());
                    tiles.add(new Tile(
                            Words.percent(its.day().uptimePercentage()),
                            coverage.isEmpty() ? "uptime 24 h" : "uptime 24 h, coverage " + Words.percent(coverage)));
                    tiles.add(new Tile(Words.percent(its.quarter().uptimePercentage()), "uptime 90 days"));
                    tiles.add(new Tile(millis(its.latencies(), its.latencies().p50()), "p50, 24 h"));
                    tiles.add(new Tile(millis(its.latencies(), its.latencies().p95()), "p95, 24 h"));
                    tiles.add(alertsOfAMonth(its.alerts()));
                },
                () -> {
                    tiles.add(new Tile(Words.percent(service.day().uptimePercentage()), "uptime 24 h, from memory"));
                    tiles.add(new Tile(
                            service.state()
                                    .lastCheck()
                                    .map(check -> Words.millis(check.responseTimeMillis()))
                                    .orElse("–"),
                            "the newest check took"));
                });
        return tiles;
    }

    private static String millis(Latencies latencies, int millis) {
        return latencies.checks() == 0 ? "–" : Words.millis(millis);
    }

    private Tile alertsOfAMonth(List<StoredAlert> alerts) {
        Instant since = frame.now().minus(MONTH);
        long count = alerts.stream()
                .filter(row -> !row.alert().triggeredAt().isBefore(since))
                .count();
        boolean more = count == ServicePast.MOST_ALERTS;
        return new Tile(
                Words.count(count) + (more ? " or more" : ""), count == 1 ? "alert in 30 days" : "alerts in 30 days");
    }

    /** Its response times as a drawing; empty while the store is away. */
    public Optional<Chart> chart() {
        return past.map(its -> Chart.of(
                its.query(),
                its.series(),
                its.alerts().stream().map(StoredAlert::alert).toList(),
                frame.now()));
    }

    /** Its components, from the checks that are recorded; those of the newest check alone while the store is away. */
    public List<ComponentRow> components() {
        List<CheckResult> checks = past.map(
                        its -> its.checks().stream().map(StoredCheck::check).toList())
                .orElseGet(() -> service.state().lastCheck().stream().toList());
        return ComponentRow.of(service.target(), checks);
    }

    /** Since when the components are drawn. */
    public Optional<Instant> componentsSince() {
        return past.map(ServicePast::checks)
                .filter(checks -> !checks.isEmpty())
                .map(checks -> checks.get(checks.size() - 1).check().timestamp());
    }

    /** The newest checks, newest first. */
    public List<CheckResult> checks() {
        return past.map(its -> its.checks().stream()
                        .limit(CHECKS_LISTED)
                        .map(StoredCheck::check)
                        .toList())
                .orElseGet(() -> service.state().lastCheck().stream().toList());
    }

    /** The newest checks as a strip, from memory. */
    public StripSvg strip() {
        return StripSvg.of(recent.bars(), RecentChecks.KEPT);
    }

    /** What its newest check brought back. */
    public Optional<LastCheck> last() {
        return seen.map(LastCheck::of);
    }

    /** Its newest alerts, newest first; none while the store is away. */
    public List<StoredAlert> alerts() {
        return past.map(its -> its.alerts().stream().limit(ALERTS_LISTED).toList())
                .orElse(List.of());
    }

    /** Its alert, if one is active. */
    public Optional<Alert> active() {
        return service.state().activeAlert();
    }

    /** How long an alert was active, or has been. */
    public String length(Alert alert) {
        return Words.span(
                Duration.between(alert.triggeredAt(), alert.resolvedAt().orElse(frame.now())));
    }

    /** True if the reader may have it checked. */
    public boolean checkable() {
        return frame.reader().tests();
    }

    /** The bands of the chart as its script reads them: from, to and kind, one after the other. */
    public String bands() {
        StringBuilder bands = new StringBuilder();
        for (StoredAlert row : past.map(ServicePast::alerts).orElse(List.of())) {
            Alert alert = row.alert();
            bands.append(bands.isEmpty() ? "" : " ")
                    .append(alert.triggeredAt().getEpochSecond())
                    .append(',')
                    .append(alert.resolvedAt().orElse(frame.now()).getEpochSecond())
                    .append(',')
                    .append(Chart.kind(alert));
        }
        return bands.toString();
    }

    /** Where changes of it are heard of. */
    public String events() {
        return "/events?service=" + name();
    }

    /** The services that have this label too. */
    public String labelled(Map.Entry<String, String> label) {
        return "/?label=" + Query.encoded(label.getKey() + "=" + label.getValue());
    }

    /** What a check found, in a sentence; empty if all was well. */
    public String found(CheckResult check) {
        return check.evaluation().message().map(Text::harmless).orElse("");
    }

    /** What is recorded of a check's answer; empty if nothing is. */
    public String recorded(CheckResult check) {
        String json = check.evaluation().checks().json();
        return json.equals("{}") ? "" : Text.harmless(Text.cut(json, LONGEST_ANSWER));
    }
}
