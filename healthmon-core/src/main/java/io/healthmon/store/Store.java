package io.healthmon.store;

import java.time.Instant;
import java.util.UUID;

/**
 * Where steps are recorded and read again. The contract suite {@code StoreContract} in core's test-jar says what every
 * implementation does. Thread-safe. Its monitor closes it.
 */
public interface Store
        extends CheckReader,
                AlertReader,
                UptimeReader,
                LatencyReader,
                SeriesReader,
                GapReader,
                LogReader,
                ContextStore,
                AutoCloseable {

    /**
     * Takes the pen: from here on, writers opened before are fenced, here and in other processes. Makes or migrates the
     * tables where that is needed. Blocks.
     *
     * @param origin who numbers the steps: the same for as long as its numbers go on, across restarts if they are kept
     * @throws StoreException.Unavailable if the store is away; try again later
     * @throws StoreException.Unusable if trying again would not help
     */
    StoreWriter openWriter(UUID origin);

    /**
     * A cheap round trip that proves that the store answers. Blocks for at most a few seconds.
     *
     * @throws StoreException if it does not
     */
    void ping();

    /**
     * Makes room ahead, sums up what has passed, and drops what is older than the retention. Called at start and every ten
     * minutes, on a thread of its own that may block, beside commits and reads. It may be interrupted, and goes on the next time.
     *
     * @throws StoreException if it could not; it is called again
     */
    void maintain(Instant now);

    /** Lets go of what the store holds. Idempotent. */
    @Override
    void close();
}
