package io.healthmon.javalin.standalone.config;

import io.healthmon.HealthTarget;
import io.healthmon.alert.MaintenanceWindow;
import java.util.List;

/**
 * What of a configuration decides on alerts: all that a replay needs.
 *
 * @param targets the services, with nothing to look at
 * @param maintenance when they are worked on
 * @param canaries see {@link Config}
 * @param cutOffThreshold likewise
 */
public record Draft(
        List<HealthTarget> targets, List<MaintenanceWindow> maintenance, List<String> canaries, int cutOffThreshold) {
    public Draft {
        targets = List.copyOf(targets);
        maintenance = List.copyOf(maintenance);
        canaries = List.copyOf(canaries);
    }
}
