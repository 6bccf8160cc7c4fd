package io.healthmon.jdbc;

import io.healthmon.check.DaemonThreads;
import io.healthmon.jdbc.generated.tables.records.HealthmonAdoptionRecord;
import io.healthmon.store.StoreException;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with an adoption while the monitor works, step by step on a thread of its own. A step is made to take a tenth of a second or so,
 * since a batch may have to wait for its last part, and then the thread rests for as long as it worked: it takes at most half of the time
 * of one of the connections that are for readers.
 */
final class AdoptionThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdoptionThread.class);

    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);
    private static final Duration LONGEST_STEP = Duration.ofSeconds(3);

    private final Adoption adoption;
    private final MonitorClock clock;
    private final AdoptionPace pace;
    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("healthmon-adoption"));
    private boolean started;

    // Only on the thread.
    private Optional<AdoptionReport> report = Optional.empty();
    private Optional<String> said = Optional.empty();

    AdoptionThread(Adoption adoption, MonitorClock clock, AdoptionPace pace) {
        this.adoption = adoption;
        this.clock = clock;
        this.pace = pace;
    }

    /** Starts it, if there is something to do and it does not run already. */
    synchronized void start() {
        if (!started && adoption.progress().isPresent()) {
            started = true;
            after(Duration.ZERO);
        }
    }

    private void after(Duration rest) {
        try {
            executor.schedule(this::run, rest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("closed: the adoption goes on with the next start");
        }
    }

    private void run() {
        long startedNanos = clock.nanos();
        try {
            if (step()) {
                after(pace.rest(Duration.ofNanos(clock.nanos() - startedNanos)));
            } else {
                executor.shutdown();
            }
        } catch (StoreException e) {
            failed(String.valueOf(e.getMessage()), e);
        } catch (Throwable t) {
            failed(t.toString(), t);
        }
    }

    /** False if there was nothing left to do. */
    private boolean step() {
        Optional<HealthmonAdoptionRecord> progress = adoption.progress();
        if (progress.isEmpty()) {
            return false;
        }
        if (report.isEmpty()) {
            report = Optional.of(new AdoptionReport(clock, adoption.aboutRows(), progress.get()));
        }
        report.get().progress(progress.get());
        adoption.step(progress.get(), pace.limit());
        said = Optional.empty();
        return true;
    }

    /** Said once, and tried again: a store that is away comes back. */
    private void failed(String message, Throwable failure) {
        if (!executor.isShutdown() && !said.equals(Optional.of(message))) {
            said = Optional.of(message);
            LOG.warn("the adoption of the original service's checks waits and is tried again: {}", message);
            LOG.debug("the adoption waits", failure);
        }
        pace.less();
        after(AFTER_A_FAILURE);
    }

    /** Ends it where it is; what is under way is finished or undone. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(LONGEST_STEP.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("the adoption's last step goes on without being waited for");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
