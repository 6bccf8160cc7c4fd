package io.healthmon.javalin.standalone;

import io.healthmon.javalin.standalone.config.Config;
import io.healthmon.jdbc.PostgresStore;
import io.healthmon.jdbc.RebuildReport;
import io.healthmon.store.StoreException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rebuild}: what is kept beside the log of checks, computed from it once more. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = {
            "Computes the state of every service, and the rollups of all hours whose checks still exist, from the log of checks;",
            "reports where they differ from what is kept, and puts that right. There should be no differences. Also beside a",
            "running monitor; one that kept a wrong state must be restarted to take over the right one."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:there were no differences", "1:there were, or it could not be done", "2:wrong usage"})
final class RebuildCommand implements Callable<Integer> {

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--dry-run", description = "only report")
    private boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Config loaded = config.load().config();
        try (OwnDatabase database = OwnDatabase.ofMonitor(loaded)) {
            if (!(database.store() instanceof PostgresStore store)) {
                throw new StartException(
                        "database.url: memory keeps nothing that could be rebuilt",
                        new IllegalArgumentException("database.url"));
            }
            RebuildReport report =
                    store.rebuild(!dryRun, new ProgressLine(spec.commandLine().getErr()));
            print(report);
            return report.differences() == 0 ? 0 : 1;
        } catch (StoreException e) {
            throw StartFailures.explained(e);
        }
    }

    private void print(RebuildReport report) {
        PrintWriter out = spec.commandLine().getOut();
        report.examples().forEach(out::println);
        long more = report.differences() - report.examples().size();
        if (more > 0) {
            out.printf("and %d more%n", more);
        }
        out.printf("hours:       %d%n", report.hours());
        out.printf("services:    %d%n", report.services());
        if (report.unknown() > 0) {
            out.printf("             %d of them with streaks that go back beyond the log%n", report.unknown());
        }
        out.printf("differences: %d%s%n", report.differences(), report.repaired() ? ", put right" : "");
        out.flush();
    }
}
