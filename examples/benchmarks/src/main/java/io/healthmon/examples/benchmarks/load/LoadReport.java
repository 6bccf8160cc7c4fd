package io.healthmon.examples.benchmarks.load;

import io.healthmon.examples.benchmarks.machine.Report;

/** Prints what a run showed. */
final class LoadReport {

    private static final double MEGABYTE = 1024 * 1024;

    private final Report report;
    private final LoadFigures figures;

    LoadReport(Report report, LoadFigures figures) {
        this.report = report;
        this.figures = figures;
    }

    void print() {
        report.section("figures");
        cost();
        figures.drained().ifPresent(this::slots);
        report.line("herd: largest 100 ms at start", "%.2f × the even rate", figures.herd());
        memory();
        figures.stored().ifPresent(this::stored);
    }

    private void cost() {
        Usage before = figures.before();
        Usage after = figures.after();
        long checks = after.checksSince(before);
        double thousands = Math.max(1, checks) / 1_000.0;
        double seconds = after.secondsSince(before);
        double monitor = after.monitorCpuSeconds() - before.monitorCpuSeconds();
        double database = after.databaseCpuSeconds() - before.databaseCpuSeconds();
        double farm = after.farmCpuSeconds() - before.farmCpuSeconds();
        report.line("checks", "%d in %.1f s, %.1f/s", checks, seconds, checks / seconds);
        report.line(
                "CPU s per 1,000 checks",
                "%.3f (monitor %.3f, PostgreSQL %.3f)",
                (monitor + database) / thousands,
                monitor / thousands,
                database / thousands);
        report.line("farm's CPU s per 1,000, not in it", "%.3f", farm / thousands);
    }

    private void slots(MonitorFigures drained) {
        MonitorFigures measured = figures.after().monitor().orElse(drained);
        report.line(
                "slot jitter p50 / p99 / max",
                "%.2f / %.2f / %.2f ms over %d slots",
                measured.lagP50Millis(),
                measured.lagP99Millis(),
                measured.lagMaxMillis(),
                measured.slots());
        report.line(
                "missed slots, busy / late", "%d / %d since the start", drained.skippedBusy(), drained.skippedLate());
        report.line(
                "faults, dropped, lightened, events",
                "%d, %d, %d, %d lost",
                drained.faults(),
                drained.dropped(),
                drained.lightened(),
                drained.lostEvents());
        report.line("statuses not as expected", "%d of %d", drained.unexpected(), drained.recorded());
    }

    private void memory() {
        figures.before()
                .monitor()
                .ifPresent(before -> figures.after().monitor().ifPresent(after -> {
                    long checks = Math.max(1, after.checks() - before.checks());
                    report.line(
                            "allocated per check",
                            "%.0f bytes",
                            (double) (after.allocatedBytes() - before.allocatedBytes()) / checks);
                    report.line(
                            "garbage collection",
                            "%d collections, %d ms",
                            after.collections() - before.collections(),
                            after.collectionMillis() - before.collectionMillis());
                    report.line("heap, peak", "%.1f MB", after.peakHeapBytes() / MEGABYTE);
                }));
        figures.usedHeapBytes().ifPresent(bytes -> report.line("heap, after collection", "%.1f MB", bytes / MEGABYTE));
        report.line(
                "resident memory of the JVM",
                "%.0f MB, at most %.0f MB",
                figures.residentMegabytes(),
                figures.peakResidentMegabytes());
        figures.databaseMegabytes()
                .ifPresent(megabytes -> report.line("memory of PostgreSQL (PSS)", "%.0f MB", megabytes));
    }

    private void stored(Stored stored) {
        report.line(
                "rows against answers",
                "%d rows, %d answers served; %d came too late, %d are missing, %d are there twice",
                stored.rows(),
                stored.served(),
                stored.missing() - stored.unexplained(),
                stored.unexplained(),
                stored.twice());
        report.line("disk per stored check", "%.0f bytes", stored.bytesPerRow());
    }
}
