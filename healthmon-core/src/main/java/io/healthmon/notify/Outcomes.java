package io.healthmon.notify;

import java.util.List;

/** Hears what became of notifications. Called on any thread, in the order in which it happened; must not block. */
@FunctionalInterface
public interface Outcomes {

    /** These attempts, of one message or of none, have come to something. */
    void ended(List<Delivery> deliveries);
}
