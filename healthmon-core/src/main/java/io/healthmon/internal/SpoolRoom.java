package io.healthmon.internal;

import io.healthmon.store.spool.Spool;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the spool's room on the disk beforehand, piece by piece: a disk that is full later does not concern it then. Not all at once,
 * which would be in the way of whatever else the disk has to do.
 */
final class SpoolRoom {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolRoom.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofMinutes(10);

    private final Engine engine;
    private final Optional<Spool> spool;
    private boolean complained;

    SpoolRoom(Engine engine, Optional<Spool> spool) {
        this.engine = engine;
        this.spool = spool;
    }

    void start() {
        spool.ifPresent(its -> {
            try {
                engine.maintenance().execute(() -> take(its));
            } catch (RejectedExecutionException closed) {
                LOG.debug("closed: no more room is taken");
            }
        });
    }

    private void take(Spool its) {
        try {
            if (its.reserve()) {
                engine.timers().after(PAUSE, this::start);
            }
        } catch (IOException | RuntimeException e) {
            if (!complained) {
                complained = true;
                LOG.warn(
                        "the disk has room for {} of the {} MB of the spool: an outage of the database fills it sooner;"
                                + " free some, or set spool-max: {}",
                        its.statistics().reserved() >> 20,
                        its.statistics().capacity() >> 20,
                        e.getMessage());
            }
            engine.timers().after(RETRY, this::start);
        }
    }
}
