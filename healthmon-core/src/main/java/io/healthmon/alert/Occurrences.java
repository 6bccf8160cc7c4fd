package io.healthmon.alert;

import java.time.Instant;
import java.util.Optional;

/** The moments at which something that recurs begins. Pure and thread-safe; a cron expression in a time zone is one. */
public interface Occurrences {

    /** The last one that is not after {@code moment}; empty if there was none in the five years before. */
    Optional<Instant> lastUntil(Instant moment);

    /** The first one after {@code moment}; empty if there is none in the five years that follow. */
    Optional<Instant> firstAfter(Instant moment);
}
