package io.healthmon.examples.benchmarks.page;

import io.healthmon.examples.benchmarks.machine.Machine;
import io.healthmon.examples.benchmarks.machine.Report;
import io.healthmon.examples.benchmarks.machine.WorkFolder;
import io.healthmon.examples.benchmarks.rig.ClusterTemplate;
import io.healthmon.examples.benchmarks.rig.Rig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench page}: the page in a real browser. */
@Command(
        name = "page",
        mixinStandardHelpOptions = true,
        description = {
            "Opens the pages of the packaged monitor at work in Chromium: how soon they are painted and usable, what goes over the wire,",
            "how soon a keystroke in the search has its result; and what open pages cost the monitor. Services, browser and readers share",
            "the machine with the monitor. Needs Chromium and its chromedriver."
        })
public final class PageCommand implements Callable<Integer> {

    @Option(names = "--services", defaultValue = "10000", description = "how many; default ${DEFAULT-VALUE}")
    private int services;

    @Option(
            names = "--interval",
            defaultValue = "30s",
            description = "between two checks of one; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Duration interval;

    @Option(names = "--pages", defaultValue = "100", description = "how many are open; default ${DEFAULT-VALUE}")
    private int pages;

    @Option(names = "--watch", defaultValue = "60s", description = "for how long; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Duration watch;

    @Option(names = "--folder", description = "for database, log and data, which stay; default one that is deleted")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Report report = new Report(spec.commandLine().getOut());
        Machine.describe(report);
        report.section("page");
        report.line("services", "%d every %d s", services, interval.toSeconds());
        try (WorkFolder work = WorkFolder.of(Optional.ofNullable(folder))) {
            ClusterTemplate template = ClusterTemplate.make(work.path().resolve("template"));
            Path home = Path.of(System.getProperty("healthmon.home", "."));
            Rig.Setup setup = new Rig.Setup(home, work.path().resolve("run"), template, services, interval, false);
            try (Rig rig = Rig.of(setup);
                    Chromium chromium = Chromium.start()) {
                PageRun run = new PageRun(rig, interval);
                run.start();
                chromium.look(false, 1280, 900, 1);
                print(report, "overview, first visit", run.open(chromium, "/"));
                report.line(
                        "  a keystroke in the search",
                        "%s",
                        run.search(chromium).milliseconds());
                String service = "/services/" + rig.services().names().get(1);
                if (rig.monitor().api().get(service).code() == 200) {
                    print(report, "service, first visit", run.open(chromium, service));
                    report.line(
                            "  its chart of 90 days", "%s", run.chart(chromium).milliseconds());
                }
                chromium.open("about:blank");
                print(report, "no open page", run.watch(0, watch));
                print(report, pages + " open pages", run.watch(pages, watch));
            }
        }
        return 0;
    }

    private static void print(Report report, String name, PageRun.Opened opened) {
        report.line(name, "%d bytes", opened.bytes());
        report.line("  painted after", "%s (p50 / p99 / max)", opened.paint().milliseconds());
        report.line("  usable after", "%s", opened.usable().milliseconds());
    }

    private static void print(Report report, String name, PageRun.Watched watched) {
        report.line(name, "%.3f cores of the monitor", watched.cores());
        report.line("  slots left out", "%d", watched.leftOut());
        report.line("  checks off their slots", "%s", watched.slots().milliseconds());
        if (watched.listening() > 0) {
            report.line(
                    "  bytes, per page and minute",
                    "%.0f (%d listen)",
                    watched.bytesPerPageAndMinute(),
                    watched.listening());
        }
    }
}
