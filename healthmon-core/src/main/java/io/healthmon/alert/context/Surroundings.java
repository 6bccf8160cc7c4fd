package io.healthmon.alert.context;

import io.healthmon.HealthTarget;
import io.healthmon.alert.ServiceState;
import java.util.Optional;

/** What is known besides the service that is judged. Asked on the thread that judges; must not block. */
public interface Surroundings {

    /** The target of this name; empty if it is not watched. */
    Optional<HealthTarget> target(String service);

    /** The state of the service as of the checks judged before; empty if it was never checked, as far as is known. */
    Optional<ServiceState> state(String service);

    /** True if the newest check of {@code other} was judged later than that of {@code service}. */
    boolean judgedSince(String other, String service);

    /** What people said beforehand. */
    AlertContext context();
}
