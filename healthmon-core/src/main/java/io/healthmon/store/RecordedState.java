package io.healthmon.store;

import io.healthmon.alert.ServiceState;
import java.util.OptionalLong;

/**
 * A service's state as the store keeps it.
 *
 * @param state the state after the newest step
 * @param checkId the row of the state's newest check; empty if it was never checked
 */
public record RecordedState(ServiceState state, OptionalLong checkId) {}
