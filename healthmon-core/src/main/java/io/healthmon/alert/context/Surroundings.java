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

    /** True if {@code service} waits for {@code other}, and that was judged since; see {@link Awaited}. */
    boolean judgedSince(String other, String service);

    /** What people said beforehand. */
    AlertContext context();
}
