package io.healthmon;

import io.healthmon.alert.MaintenanceTime;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.MaintenanceWindow.When;
import io.healthmon.alert.ServiceMatcher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The maintenance windows of a monitor: those of its configuration, and those that people ask for while it runs. Thread-safe; what asks the
 * store blocks, for at most a few seconds, and throws {@link io.healthmon.store.StoreException.Unavailable} while that is away.
 */
public interface MaintenanceBook {

    /** How many may be asked for that are not over. */
    int MOST = 1_000;

    /**
     * Plans a window. It holds as soon as this returns. Asks the store.
     *
     * @throws IllegalArgumentException if it is over already, its cron expression or zone can't be understood, or there are {@link
     *     #MOST}
     */
    MaintenanceWindow add(String name, ServiceMatcher matcher, String author, String reason, When when);

    /**
     * Ends a window before its time; one that is over stays as it is. Asks the store.
     *
     * @return the window; empty if there is none of this id
     * @throws IllegalArgumentException if it is one of the configuration
     */
    Optional<MaintenanceWindow> end(UUID id, String by);

    /** All that are kept: those of the configuration, then the others, the newest first; those that somebody ended last. Asks the store. */
    List<MaintenanceWindow> all();

    /** Those that are not over, on at present or not, as far as they are known: from memory. */
    List<MaintenanceWindow> active();

    /** True if a window is one of the configuration, which is ended there alone. */
    boolean configured(UUID id);

    /**
     * When the windows are on that are not over, as far as they are known: each of their times that touches the span, by its beginning; of
     * one that begins very often the first thousand. From memory.
     *
     * @param from the beginning of the span
     * @param to its end
     */
    List<MaintenanceTime> times(Instant from, Instant to);
}
