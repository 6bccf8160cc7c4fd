package io.healthmon.notify;

import java.time.Duration;
import java.util.Optional;

/** What a channel made of a message. */
public sealed interface Receipt {

    /** What it answered, for the log of deliveries; no secrets. */
    String detail();

    /** It took it. */
    record Taken(String detail) implements Receipt {}

    /**
     * It did not, and may another time.
     *
     * @param retryAfter how long it asked to be left alone; empty if it did not
     */
    record Failed(String detail, Optional<Duration> retryAfter) implements Receipt {}

    /** It never will: the address or the credentials are wrong, or it refuses this message for what it is. */
    record Refused(String detail) implements Receipt {}
}
