package io.healthmon.javalin.standalone;

import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One deadline for all that is closed one after the other; what does not end in its time is left behind. */
final class StopDeadline {

    private static final Logger LOG = LoggerFactory.getLogger(StopDeadline.class);

    /** Half a second short of what is promised. */
    private static final Duration ALL = Duration.ofMillis(9_500);

    /** What the last one has at least, however long those before it took. */
    private static final Duration LEAST = Duration.ofMillis(1_500);

    private final MonitorClock clock = MonitorClock.system();
    private volatile long startedAt;

    /** Starts to count. */
    void begin() {
        startedAt = clock.nanos();
    }

    /** What is left, at least a second and a half. */
    Duration left() {
        Duration left = ALL.minusNanos(clock.nanos() - startedAt);
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    /** Closes one, on a thread of its own, and waits for it as long as {@code limit} and what is left allow. */
    void close(String what, Duration limit, Runnable close) {
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        close.run();
                    } catch (RuntimeException e) {
                        LOG.warn("{} could not be stopped", what, e);
                    } finally {
                        done.countDown();
                    }
                },
                "healthmon-stop-part");
        thread.setDaemon(true);
        thread.start();
        if (!await(done, limit)) {
            LOG.warn("{} did not stop in time; it is left behind", what);
        }
    }

    /** True if {@code latch} opened as soon. */
    boolean await(CountDownLatch latch, Duration limit) {
        Duration left = left();
        try {
            return latch.await(Math.min(limit.toMillis(), left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
