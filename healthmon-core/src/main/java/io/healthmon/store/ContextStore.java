package io.healthmon.store;

import io.healthmon.alert.Ending;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.Silence;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps what people say beforehand: silences and maintenance windows. Written by nobody's pen, on the threads of those who say it; blocks
 * for at most a few seconds. What has been over for longer than hourly counts are kept is forgotten. Every method throws {@link
 * StoreException.Unavailable} while the store is away.
 */
public interface ContextStore {

    /** How many of either are given at most. */
    int MOST = 10_000;

    /** Keeps a silence; one of its id that is kept already stays as it is. */
    void put(Silence silence);

    /** Keeps a maintenance window; one of its id that is kept already stays as it is. */
    void put(MaintenanceWindow window);

    /**
     * Ends a silence, unless somebody did before.
     *
     * @return the silence with its ending; empty if there is none of this id
     */
    Optional<Silence> endSilence(UUID id, Ending ending);

    /**
     * Ends a maintenance window, unless somebody did before.
     *
     * @return the window with its ending; empty if there is none of this id
     */
    Optional<MaintenanceWindow> endMaintenance(UUID id, Ending ending);

    /** The silences that are kept: those that nobody ended first, of them the newest first; at most {@link #MOST}. */
    List<Silence> silences();

    /** The maintenance windows that are kept: those that nobody ended first, of them the newest first; at most {@link #MOST}. */
    List<MaintenanceWindow> maintenanceWindows();
}
