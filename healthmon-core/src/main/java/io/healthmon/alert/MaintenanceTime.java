package io.healthmon.alert;

import java.time.Instant;

/**
 * One of the times of a maintenance window.
 *
 * @param window whose
 * @param from its beginning
 * @param to its end, which does not belong to it
 */
public record MaintenanceTime(MaintenanceWindow window, Instant from, Instant to) {}
