package io.healthmon;

import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The silences of a monitor. Thread-safe; what asks the store blocks, for at most a few seconds, and throws {@link
 * io.healthmon.store.StoreException.Unavailable} while that is away.
 */
public interface SilenceBook {

    /** How many may be asked for that are not over. */
    int MOST = 1_000;

    /**
     * Silences services for a time. It holds as soon as this returns. Asks the store.
     *
     * @throws IllegalArgumentException if it would end before it begins, or is over already, or there are {@link #MOST}
     */
    Silence add(ServiceMatcher matcher, String author, String reason, Instant startsAt, Instant endsAt);

    /**
     * Ends a silence before its time; one that is over stays as it is. Asks the store.
     *
     * @return the silence; empty if there is none of this id
     */
    Optional<Silence> end(UUID id, String by);

    /** All that are kept, the newest first; those that somebody ended last. Asks the store. */
    List<Silence> all();

    /** Those that are not over, the newest first, as far as they are known: from memory. */
    List<Silence> active();
}
