package io.healthmon.javalin.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Suppression;
import io.healthmon.replay.Finding;
import io.healthmon.replay.Fired;
import io.healthmon.replay.ReplayReport;
import io.healthmon.replay.ReplayReport.LogFigures;
import io.healthmon.replay.ServiceCounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a replay found: {@code POST /api/health/replay}, and {@code replay --json}.
 *
 * @param total all services together
 * @param services what of each of the draft's services, by name
 * @param alerts alerts of the draft and recorded ones, by time; of many, those that differ first
 * @param suppressions what kept alerts of the draft from being opened, the first of them
 * @param activeBefore alerts that the draft would have had open already at {@code since}
 * @param recordedBefore alerts that were recorded and active then
 * @param log how much of the log was read
 * @param comparedTo where comparing ended because there were too many alerts; null mostly
 */
public record ReplayBody(
        Instant since,
        Instant until,
        Counts total,
        Map<String, Counts> services,
        List<Item> alerts,
        List<Held> suppressions,
        long activeBefore,
        long recordedBefore,
        Log log,
        @Nullable Instant comparedTo) {

    /** The body of a report. */
    public static ReplayBody of(ReplayReport report) {
        Map<String, Counts> services = new TreeMap<>();
        report.services().forEach((name, counts) -> services.put(name, Counts.of(counts)));
        return new ReplayBody(
                report.request().since(),
                report.request().until(),
                Counts.of(report.total()),
                services,
                report.findings().stream().map(Item::of).toList(),
                report.suppressions().stream().map(Held::of).toList(),
                report.activeBefore(),
                report.recordedBefore(),
                Log.of(report.log()),
                report.comparedTo().orElse(null));
    }

    /** How many of what; see {@link ServiceCounts}. */
    public record Counts(
            long checks,
            long fired,
            long recorded,
            long same,
            long longer,
            long shorter,
            @JsonProperty("new") long fresh,
            long missing,
            long suppressed) {

        static Counts of(ServiceCounts counts) {
            return new Counts(
                    counts.checks(),
                    counts.fired(),
                    counts.recorded(),
                    counts.same(),
                    counts.longer(),
                    counts.shorter(),
                    counts.fresh(),
                    counts.missing(),
                    counts.suppressed());
        }
    }

    /**
     * One alert.
     *
     * @param difference how the draft's and the recorded one compare: same, longer, shorter, new or missing
     * @param fired the draft's; null if it has none
     * @param recorded the recorded one; null if there is none
     */
    public record Item(
            String serviceName,
            String difference,
            @Nullable One fired,
            @Nullable One recorded) {

        static Item of(Finding finding) {
            return new Item(
                    finding.alert().service(),
                    finding.verdict().word(),
                    finding.fired().map(One::of).orElse(null),
                    finding.recorded().map(alert -> One.of(alert, null, null)).orElse(null));
        }
    }

    /** An alert as it was at the end; {@code rule} and {@code reason} of the draft's say why it was opened. */
    public record One(
            String severity,
            String message,
            Instant triggeredAt,
            @Nullable Instant resolvedAt,
            @Nullable String rule,
            @Nullable String reason) {

        static One of(Fired fired) {
            return of(fired.alert(), fired.rule(), fired.reason());
        }

        static One of(Alert alert, @Nullable String rule, @Nullable String reason) {
            return new One(
                    alert.severity().word(),
                    alert.message(),
                    alert.triggeredAt(),
                    alert.resolvedAt().orElse(null),
                    rule,
                    reason);
        }
    }

    /** What kept an alert from being opened, when that began; {@code alert_triggered_at} is of the alert that would list it. */
    public record Held(
            String serviceName,
            String cause,
            @Nullable String because,
            @Nullable Instant alertTriggeredAt,
            Instant at,
            String rule,
            String reason) {

        static Held of(Suppression suppression) {
            return new Held(
                    suppression.service(),
                    suppression.cause().word(),
                    suppression.because().orElse(null),
                    suppression.alert().map(AlertKey::triggeredAt).orElse(null),
                    suppression.at(),
                    suppression.why().rule(),
                    suppression.why().sentence());
        }
    }

    /** How much of the log was read; see {@link LogFigures}. */
    public record Log(
            long checks, long displaced, long late, long unknown, SortedSet<String> unknownServices, long faults) {

        static Log of(LogFigures log) {
            return new Log(
                    log.checks(), log.displaced(), log.late(), log.unknown(), log.unknownServices(), log.faults());
        }
    }
}
