package io.healthmon.javalin.standalone;

import io.healthmon.alert.Alert;
import io.healthmon.alert.Suppression;
import io.healthmon.replay.Finding;
import io.healthmon.replay.ReplayReport;
import io.healthmon.replay.ReplayReport.LogFigures;
import io.healthmon.replay.ServiceCounts;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a replay found, for people: a line for each alert, and what it comes to. */
final class ReplayText {

    private final PrintWriter out;
    private final ReplayReport report;

    ReplayText(PrintWriter out, ReplayReport report) {
        this.out = out;
        this.report = report;
    }

    void print() {
        line("%s to %s", time(report.request().since()), time(report.request().until()));
        report.findings().forEach(this::print);
        suppressed();
        more();
        totals();
        reservations();
        out.flush();
    }

    private void print(Finding finding) {
        Alert alert = finding.alert();
        line(
                "%s %s  %s  %s  %s  %s",
                mark(finding),
                time(alert.triggeredAt()),
                alert.service(),
                severity(finding),
                duration(finding),
                alert.message());
        finding.fired()
                .filter(fired -> finding.recorded().isEmpty())
                .ifPresent(fired -> line("  why: %s", fired.reason()));
    }

    private static String mark(Finding finding) {
        return switch (finding.verdict()) {
            case SAME -> "=";
            case LONGER -> ">";
            case SHORTER -> "<";
            case NEW -> "+";
            case MISSING -> "-";
        };
    }

    private static String severity(Finding finding) {
        String word = finding.alert().severity().word();
        return finding.severityDiffers()
                ? word + " instead of " + finding.recorded().get().severity().word()
                : word;
    }

    private String duration(Finding finding) {
        String ours = duration(finding.alert());
        return switch (finding.verdict()) {
            case LONGER, SHORTER ->
                ours + " instead of " + finding.recorded().map(this::duration).orElse("");
            default -> ours;
        };
    }

    private String duration(Alert alert) {
        Optional<Instant> resolved =
                alert.resolvedAt().filter(at -> at.isBefore(report.request().until()));
        return resolved.map(at -> "for " + words(Duration.between(alert.triggeredAt(), at)))
                .orElse("still active");
    }

    private void suppressed() {
        List<Suppression> all = report.suppressions();
        if (!all.isEmpty()) {
            line("kept from being opened:");
        }
        for (Suppression suppression : all) {
            line(
                    "  %s  %s  %s%s  %s",
                    time(suppression.at()),
                    suppression.service(),
                    suppression.cause().word(),
                    suppression.because().map(it -> " " + it).orElse(""),
                    suppression.why().sentence());
        }
    }

    private void more() {
        ServiceCounts total = report.total();
        long alerts = total.same() + total.differences() - report.findings().size();
        long held = total.suppressed() - report.suppressions().size();
        if (alerts > 0) {
            line("and %,d more alerts", alerts);
        }
        if (held > 0) {
            line("and %,d more that were kept from being opened", held);
        }
    }

    private static String alerts(long count) {
        return String.format(Locale.ROOT, count == 1 ? "%,d alert" : "%,d alerts", count);
    }

    private void totals() {
        ServiceCounts total = report.total();
        line(
                "checks:      %,d of %,d services",
                total.checks(), report.services().size());
        line(
                "would fire:  %s%s",
                alerts(total.fired()),
                report.activeBefore() == 0 ? "" : ", and " + report.activeBefore() + " active before");
        line(
                "recorded:    %s%s",
                alerts(total.recorded()),
                report.recordedBefore() == 0 ? "" : ", and " + report.recordedBefore() + " active before");
        line(
                "difference:  = %,d same, > %,d longer, < %,d shorter, + %,d new, - %,d missing",
                total.same(), total.longer(), total.shorter(), total.fresh(), total.missing());
        line("suppressed:  %,d", total.suppressed());
    }

    private void reservations() {
        LogFigures log = report.log();
        if (log.unknown() > 0) {
            line(
                    "left out:    %,d checks of services that the draft does not have: %s",
                    log.unknown(), String.join(", ", log.unknownServices()));
        }
        if (log.late() > 0) {
            line("left out:    %,d checks that no monitor folded: they are not later than the one before", log.late());
        }
        if (log.displaced() > 0) {
            line("displaced:   %,d checks were folded where their time says, not their number", log.displaced());
        }
        if (log.faults() > 0) {
            line("policy:      failed for %,d checks", log.faults());
        }
        if (!report.servicesWithoutChecks().isEmpty()) {
            line("no checks:   %s", String.join(", ", report.servicesWithoutChecks()));
        }
        report.comparedTo().ifPresent(end -> line("compared:    up to %s; there are too many alerts", time(end)));
    }

    private void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The two largest units. */
    private static String words(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + "d " + duration.toHoursPart() + "h";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + "h " + duration.toMinutesPart() + "m";
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + "m " + duration.toSecondsPart() + "s"
                : duration.toSeconds() + "s";
    }
}
