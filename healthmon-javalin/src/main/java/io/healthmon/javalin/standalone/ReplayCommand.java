package io.healthmon.javalin.standalone;

import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.javalin.standalone.config.Config;
import io.healthmon.javalin.standalone.config.ConfigLoader;
import io.healthmon.javalin.standalone.config.Draft;
import io.healthmon.javalin.standalone.config.Overrides;
import io.healthmon.javalin.wire.Json;
import io.healthmon.javalin.wire.ReplayBody;
import io.healthmon.jdbc.PostgresStore;
import io.healthmon.replay.ReplayReport;
import io.healthmon.replay.ReplayRequest;
import io.healthmon.replay.Replays;
import io.healthmon.store.LogReader.LogSpan;
import io.healthmon.store.StoreException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code replay}: what a draft of the configuration would have alerted. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = {
            "Folds the recorded log of checks once more, under the services and rules of a draft of the configuration; prints what",
            "would have fired and how that differs from what did:",
            "  + new   - missing   = the same   > longer   < shorter",
            "Records and sends nothing. Also beside a running monitor."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was replayed",
            "1:more than --max-alerts would have fired, or it could not be done",
            "2:wrong usage"
        })
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            defaultValue = "30d",
            description = "how far back alerts are wanted; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Duration since;

    @Option(
            names = "--warm-up",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            defaultValue = "1d",
            description = "how much of the log before that is folded first; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Duration warmUp;

    @Option(names = "--max-alerts", paramLabel = "N", description = "exit with 1 if more would have fired")
    private @Nullable Long maxAlerts;

    @Option(
            names = "--list",
            paramLabel = "N",
            defaultValue = "1000",
            description = "alerts that are listed at most; the others are counted; default ${DEFAULT-VALUE}")
    private int listed;

    @Option(names = "--json", description = "print JSON, as the API answers")
    private boolean json;

    @Option(
            names = "--database-config",
            paramLabel = "FILE",
            description = "the configuration that says where the log is, if the draft does not")
    private @Nullable Path databaseConfig;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (since.isZero() || maxAlerts != null && maxAlerts < 0 || listed < 0 || listed > ReplayRequest.MOST_LISTED) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--since must be more than zero, --max-alerts 0 or more, and --list 0 to "
                            + ReplayRequest.MOST_LISTED);
        }
        Config draft = config.load().config();
        try (OwnDatabase database = OwnDatabase.ofMonitor(withLog(draft))) {
            if (!(database.store() instanceof PostgresStore store)) {
                throw new StartException(
                        "database.url: memory keeps no log that could be replayed",
                        new IllegalArgumentException("database.url"));
            }
            ReplayReport report = Replays.run(store, request(draft, store), progress());
            print(report);
            return maxAlerts != null && report.total().fired() > maxAlerts ? 1 : 0;
        } catch (StoreException e) {
            throw StartFailures.explained(e);
        }
    }

    /** The configuration that says where the log is. */
    private Config withLog(Config draft) {
        return databaseConfig == null
                ? draft
                : ConfigLoader.ofClassPath()
                        .load(databaseConfig, new Overrides(Optional.empty(), Optional.empty(), Optional.empty()))
                        .config();
    }

    /** In the draft's windows, and in those that people planned. */
    private ReplayRequest request(Config draft, PostgresStore store) {
        Instant now = Instant.now();
        store.log(new LogSpan(now, now), row -> {}); // tells first if there is no log
        List<MaintenanceWindow> windows = new ArrayList<>(draft.maintenance());
        windows.addAll(store.maintenanceWindows());
        Draft all = new Draft(draft.targets(), windows, draft.canaries(), draft.cutOffThreshold());
        return ReplayDrafts.request(all, now.minus(since), now)
                .warmedUpFor(warmUp)
                .listing(listed);
    }

    private Replays.Progress progress() {
        if (System.console() == null) {
            return Replays.Progress.NONE;
        }
        ProgressLine line = new ProgressLine(spec.commandLine().getErr());
        return (checks, reached) -> line.accept(String.format(Locale.ROOT, "%,d checks, up to %s", checks, reached));
    }

    private void print(ReplayReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new String(Json.write(ReplayBody.of(report)), StandardCharsets.UTF_8));
            out.flush();
        } else {
            new ReplayText(out, report).print();
        }
    }
}
