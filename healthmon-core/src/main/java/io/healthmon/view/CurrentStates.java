package io.healthmon.view;

import io.healthmon.alert.Alert;
import java.util.List;
import java.util.Optional;

/** The services as they are now, from memory: never blocks, costs the same on any history. Thread-safe. */
public interface CurrentStates {

    /** All services, in the order they were added. */
    List<ServiceStatus> services();

    /** One service; empty if it is not watched. */
    Optional<ServiceStatus> service(String name);

    /** What the newest check of a service brought back; empty if that is not kept, or it was not checked since it is. */
    default Optional<Sighting> sighting(String service) {
        return Optional.empty();
    }

    /** The monitor's own alert, which belongs to no service that is watched; empty unless it is active. */
    default Optional<Alert> monitorAlert() {
        return Optional.empty();
    }
}
