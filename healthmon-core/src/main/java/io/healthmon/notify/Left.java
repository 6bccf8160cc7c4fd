package io.healthmon.notify;

import java.util.List;

/**
 * What an earlier process left on disk, of one channel or of all.
 *
 * @param pending what has not come to an end, the oldest first
 * @param ended the outcomes of what has
 */
public record Left(List<Unsent> pending, List<Delivery> ended) {

    /** Nothing. */
    public static final Left NOTHING = new Left(List.of(), List.of());

    public Left {
        pending = List.copyOf(pending);
        ended = List.copyOf(ended);
    }
}
