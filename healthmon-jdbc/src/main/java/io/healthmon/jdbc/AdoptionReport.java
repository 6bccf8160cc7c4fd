package io.healthmon.jdbc;

import io.healthmon.jdbc.generated.tables.records.HealthmonAdoptionRecord;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of an adoption that goes on in the background. Not thread-safe. */
final class AdoptionReport {

    private static final Logger LOG = LoggerFactory.getLogger(AdoptionReport.class);

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final MonitorClock clock;
    private final long about;
    private final long before;
    private final long startedNanos;
    private long saidNanos;

    /**
     * @param about how many checks there are, more or less
     */
    AdoptionReport(MonitorClock clock, long about, HealthmonAdoptionRecord progress) {
        this.clock = clock;
        this.about = Math.max(about, 1);
        this.before = done(progress);
        this.startedNanos = clock.nanos();
        this.saidNanos = startedNanos;
        LOG.info(
                "the original service's checks are copied in the background: about {}, of which {} are done",
                about,
                before);
    }

    /** Says how far it is, now and then. */
    void progress(HealthmonAdoptionRecord progress) {
        long now = clock.nanos();
        if (now - saidNanos >= PERIOD.toNanos()) {
            saidNanos = now;
            LOG.info(
                    "the original service's checks: {} of about {} are done ({} %), {} a second",
                    done(progress),
                    about,
                    Math.min(100, done(progress) * 100 / about),
                    Math.round((done(progress) - before) * 1e9 / (now - startedNanos)));
        }
    }

    private static long done(HealthmonAdoptionRecord progress) {
        return progress.getCopied() + progress.getCounted();
    }
}
