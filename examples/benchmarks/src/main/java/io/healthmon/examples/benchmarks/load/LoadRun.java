package io.healthmon.examples.benchmarks.load;

import io.healthmon.examples.benchmarks.farm.FarmLedger;
import io.healthmon.examples.benchmarks.farm.FarmProcess;
import io.healthmon.examples.benchmarks.machine.PostgresServer;
import io.healthmon.examples.benchmarks.machine.ProcessTree;
import io.healthmon.examples.benchmarks.machine.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Starts farm, database and monitor, lets them run, and measures. Blocks for as long as that takes. */
final class LoadRun {

    private static final long WINDOW_MILLIS = 100;

    private final LoadOptions options;
    private final Consumer<String> progress;

    /**
     * @param progress told what happens, for people who wait
     */
    LoadRun(LoadOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /** Runs; {@code onServer} is called with the database once no more is measured. */
    LoadFigures run(Consumer<PostgresServer> onServer) throws IOException, InterruptedException {
        try (WorkFolder dataDir = WorkFolder.of(options.dataDir());
                FarmProcess farm = FarmProcess.start(options.farm())) {
            Plan plan = options.plan(farm.endpoints(), farm.refusing());
            try (Monitored monitored = start(plan, dataDir.path())) {
                pause("warming up", options.warmUp());
                Usage before = Usage.now(farm, monitored);
                pause("measuring", options.duration());
                Usage after = Usage.now(farm, monitored);
                double resident = monitored.monitor().residentMegabytes();
                double peakResident = monitored.monitor().peakResidentMegabytes();
                Optional<Double> database = monitored.database().map(ProcessTree::proportionalMegabytes);
                OptionalLong usedHeap = monitored.usedHeap();
                progress.accept("waiting for the last checks");
                monitored.drain();
                FarmLedger ledger = farm.ledger();
                monitored.server().ifPresent(onServer);
                return new LoadFigures(
                        before,
                        after,
                        resident,
                        peakResident,
                        database.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                        usedHeap,
                        options.form() == LoadOptions.Form.EMBEDDED ? monitored.figures() : Optional.empty(),
                        herd(farm.arrivals(), plan),
                        monitored
                                .server()
                                .map(server -> Stored.look(
                                        server, ledger, options.farm().numbered())));
            }
        }
    }

    private Monitored start(Plan plan, Path dataDir) throws IOException {
        progress.accept("starting");
        return switch (options.form()) {
            case EMBEDDED -> EmbeddedMonitor.start(options, plan, dataDir);
            case STANDALONE -> StandaloneMonitor.start(options, plan, dataDir);
        };
    }

    private void pause(String what, Duration time) throws InterruptedException {
        progress.accept(what + " for " + time.toSeconds() + " s");
        Thread.sleep(time.toMillis());
    }

    /** Services that refuse never reach the farm, so they don't count for the even rate either. */
    static double herd(int[] arrivals, Plan plan) {
        int windows = (int) Math.min(arrivals.length, Math.max(1, plan.intervalMillis() / WINDOW_MILLIS));
        int largest = 0;
        for (int i = 0; i < windows; i++) {
            largest = Math.max(largest, arrivals[i]);
        }
        double arriving = (double) (plan.services() - plan.refused()) / plan.services();
        return largest / (plan.perSecond() * arriving * WINDOW_MILLIS / 1_000);
    }
}
