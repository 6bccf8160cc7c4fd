package io.healthmon.examples.benchmarks.store;

import io.healthmon.examples.benchmarks.machine.ProcessTree;
import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.Step;
import io.healthmon.store.spool.Spool;
import io.healthmon.store.spool.SpooledBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Puts the same rows on disk, as while the database is away, and reads them again. */
final class SpoolRun {

    private SpoolRun() {}

    /**
     * What a run took.
     *
     * @param appendedPerSecond rows, by the wall clock; each batch fsync'd
     * @param appendMicros CPU time for each row
     * @param readPerSecond rows read again
     * @param readMicros CPU time for each
     * @param bytes that a row takes on the disk
     */
    record Cost(double appendedPerSecond, double appendMicros, double readPerSecond, double readMicros, double bytes) {}

    static Cost measure(Path folder, int rows, int batch, int services) throws IOException {
        try (Spool spool = Spool.open(folder, Spool.DEFAULT_MAX_BYTES)) {
            UUID origin = UUID.randomUUID();
            List<List<NumberedStep>> batches = batches(rows, batch, services);
            append(spool, origin, batches.subList(0, Math.max(1, batches.size() / 10)));
            read(spool);
            ProcessTree process = ProcessTree.self();
            double cpu = process.cpuSeconds();
            long nanos = System.nanoTime();
            append(spool, origin, batches);
            double seconds = (System.nanoTime() - nanos) / 1e9;
            double appendCpu = process.cpuSeconds() - cpu;
            double bytes = (double) spool.statistics().bytes() / rows;
            nanos = System.nanoTime();
            long read = read(spool);
            double readSeconds = (System.nanoTime() - nanos) / 1e9;
            double readCpu = process.cpuSeconds() - cpu - appendCpu;
            if (read != rows) {
                throw new IllegalStateException(read + " rows came back of " + rows);
            }
            return new Cost(rows / seconds, appendCpu * 1e6 / rows, rows / readSeconds, readCpu * 1e6 / rows, bytes);
        }
    }

    private static List<List<NumberedStep>> batches(int rows, int batch, int services) {
        Instant start = Instant.now();
        List<List<NumberedStep>> batches = new ArrayList<>();
        for (int done = 0; done < rows; done += batch) {
            List<Step> steps = ProductSteps.of(CheckRow.batch(done, Math.min(batch, rows - done), services, start));
            List<NumberedStep> numbered = new ArrayList<>(steps.size());
            for (Step step : steps) {
                numbered.add(new NumberedStep(done + numbered.size() + 1L, step));
            }
            batches.add(numbered);
        }
        return batches;
    }

    private static void append(Spool spool, UUID origin, List<? extends List<? extends Numbered>> batches)
            throws IOException {
        for (List<? extends Numbered> batch : batches) {
            spool.append(origin, batch);
        }
    }

    private static long read(Spool spool) throws IOException {
        long rows = 0;
        for (Optional<SpooledBatch> next = spool.next(); next.isPresent(); next = spool.next()) {
            rows += next.get().entries().size();
            spool.release();
        }
        return rows;
    }
}
