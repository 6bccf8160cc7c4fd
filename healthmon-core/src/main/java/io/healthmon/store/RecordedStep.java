package io.healthmon.store;

import java.util.OptionalLong;

/**
 * A step that the store has committed.
 *
 * @param step the step
 * @param checkId the id of its check's row; empty if it has no check
 * @param alertId the id of the alert that its transitions are about; empty if it has none
 */
public record RecordedStep(Step step, OptionalLong checkId, OptionalLong alertId) {}
