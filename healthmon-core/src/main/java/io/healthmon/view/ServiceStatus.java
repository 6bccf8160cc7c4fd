package io.healthmon.view;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.ServiceState;
import io.healthmon.store.Gap;
import io.healthmon.store.StatusCounts;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A service as it is now.
 *
 * @param target what is watched
 * @param state the state after its newest check
 * @param checkId the row of its newest check; empty until that is recorded
 * @param day its checks in the open UTC hour and the 24 before it
 * @param missed its checks since the newest that found nothing out, by the monitor's own fault, and why; empty if there are none
 */
public record ServiceStatus(
        HealthTarget target, ServiceState state, OptionalLong checkId, StatusCounts day, Optional<Gap> missed) {

    /** One whose newest check found something out. */
    public ServiceStatus(HealthTarget target, ServiceState state, OptionalLong checkId, StatusCounts day) {
        this(target, state, checkId, day, Optional.empty());
    }

    /** The service's name. */
    public String name() {
        return target.name();
    }

    /** The newest check's status; unknown if it was never checked. */
    public HealthStatus status() {
        return state.status();
    }
}
