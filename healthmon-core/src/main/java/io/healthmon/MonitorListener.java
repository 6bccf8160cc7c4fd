package io.healthmon;

import io.healthmon.store.RecordedStep;
import io.healthmon.store.StoreStatus;
import java.time.Duration;

/**
 * Watches a monitor at work. Every method does nothing by default. Called on one thread of the monitor's that all listeners
 * share, in the order things happened; what a listener throws is logged and harms nobody. A listener that blocks delays the
 * others and, after 10,000 waiting events, loses some, which is counted.
 */
public interface MonitorListener {

    /** A step was recorded: its check, the service's new state and what became of its alert. Never called before that. */
    default void onStep(RecordedStep step) {}

    /** A slot's check was started, {@code lag} after the slot's time. */
    default void onSlot(HealthTarget target, Duration lag) {}

    /** A slot was left out: the service's check before it is still under way, or the slot's time is long over. */
    default void onSkipped(HealthTarget target, Skip why) {}

    /** The monitor itself failed at a check; nothing is recorded for it. */
    default void onMonitorFault(HealthTarget target, String message) {}

    /** The store's status changed: it is reachable, away, or another monitor's now. */
    default void onStoreStatus(StoreStatus status) {}

    /** Why a slot was left out. */
    enum Skip {
        /** The check before is still under way. */
        BUSY,
        /** The slot came up a whole interval late or more. */
        LATE
    }
}
