package io.healthmon.replay;

import io.healthmon.alert.Alert;
import io.healthmon.store.LogReader;
import io.healthmon.store.LogReader.LogRead;
import io.healthmon.store.LogReader.LogSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/**
 * Folds the recorded log once more, under a draft, and says what would have fired and how that differs from what did. What people did, and
 * what was configured at the time, it does not know: it acknowledges nothing, and watches the draft's services from their first check in
 * the log to their last.
 */
public final class Replays {

    private static final int ROWS_BETWEEN_PROGRESS = 10_000;

    private Replays() {}

    /** Is told how far a replay is. */
    @FunctionalInterface
    public interface Progress {

        /** Nobody is told. */
        Progress NONE = (checks, reached) -> {};

        /**
         * Every ten thousand checks, on the replay's thread. What it throws ends the replay.
         *
         * @param checks how many were read
         * @param reached the timestamp of the last of them
         */
        void at(long checks, Instant reached);
    }

    /**
     * Replays. Blocks for as long as that takes: a few seconds for a million checks. Memory is bounded.
     *
     * @param log whose
     * @throws CancellationException if the thread was interrupted
     * @throws io.healthmon.store.StoreException if the log can't be read
     */
    public static ReplayReport run(LogReader log, ReplayRequest request, Progress progress) {
        ReplayFold fold = new ReplayFold(request);
        long[] rows = {0};
        LogRead read = log.log(new LogSpan(begin(request), later(request.until(), begin(request))), row -> {
            fold.fold(row);
            if (++rows[0] % ROWS_BETWEEN_PROGRESS == 0) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("the replay was interrupted");
                }
                progress.at(rows[0], row.check().timestamp());
            }
        });
        RecordedAlerts recorded = new RecordedAlerts(fold::has, request.since());
        Instant first = request.since().minus(longestInterval(request));
        log.alertsOf(new LogSpan(first, later(request.until(), first)), row -> recorded.add(row.alert()));
        return report(request, fold, recorded, read);
    }

    private static Instant begin(ReplayRequest request) {
        return later(request.since().minus(request.warmUp()), Instant.EPOCH);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Duration longestInterval(ReplayRequest request) {
        return request.targets().stream()
                .map(target -> target.schedule().interval())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private static ReplayReport report(ReplayRequest request, ReplayFold fold, RecordedAlerts recorded, LogRead read) {
        Optional<Instant> comparedTo = Stream.concat(fold.keptTo().stream(), recorded.keptTo().stream())
                .min(Comparator.naturalOrder());
        SortedMap<String, ServiceCounts> services = new TreeMap<>();
        List<Finding> findings = new ArrayList<>();
        long activeBefore = 0;
        for (Course course : fold.courses()) {
            String service = course.target().name();
            ServiceCounts counts = course.counts(recorded.count(service));
            Comparison comparison = new Comparison(course.target().schedule().interval(), request.until());
            List<Fired> fired = course.fired().stream()
                    .filter(its -> isCompared(its.alert(), comparedTo))
                    .toList();
            List<Alert> theirs = recorded.of(service).stream()
                    .filter(its -> isCompared(its, comparedTo))
                    .toList();
            for (Finding finding : comparison.compare(fired, theirs)) {
                if (finding.beginsSince(request.since())) {
                    counts = counts.plus(finding.verdict());
                    findings.add(finding);
                }
            }
            activeBefore += course.fired().stream()
                    .filter(its -> wasActive(its.alert(), request.since()))
                    .count();
            services.put(service, counts);
        }
        return new ReplayReport(
                request,
                services,
                listed(findings, request.listed()),
                fold.suppressions(),
                activeBefore,
                recorded.activeBefore(),
                fold.figures(read),
                comparedTo);
    }

    private static boolean isCompared(Alert alert, Optional<Instant> comparedTo) {
        return comparedTo.filter(end -> !alert.triggeredAt().isBefore(end)).isEmpty();
    }

    private static boolean wasActive(Alert alert, Instant moment) {
        return alert.triggeredAt().isBefore(moment)
                && alert.resolvedAt().filter(at -> at.isBefore(moment)).isEmpty();
    }

    /** Of too many, those that differ; by time, and at one moment by service. */
    private static List<Finding> listed(List<Finding> findings, int most) {
        Comparator<Finding> byTime = Comparator.comparing(Finding::triggeredAt)
                .thenComparing(finding -> finding.alert().service());
        Comparator<Finding> differentFirst = Comparator.comparing(
                        (Finding finding) -> finding.verdict() == Verdict.SAME)
                .thenComparing(byTime);
        return findings.stream()
                .sorted(differentFirst)
                .limit(most)
                .sorted(byTime)
                .toList();
    }
}
