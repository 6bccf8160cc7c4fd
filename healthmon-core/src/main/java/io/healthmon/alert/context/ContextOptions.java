package io.healthmon.alert.context;

import io.healthmon.alert.CronReader;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.target.ServiceName;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a monitor is told beforehand when it is built.
 *
 * @param maintenance the windows that are configured
 * @param canaries services by which the monitor knows whether it is cut off from its network; those that are not watched say nothing
 * @param cutOffThreshold how many checks in a row each of them must have failed for that; 1 to 10
 * @param cron understands the cron expressions of windows, these and later ones
 */
public record ContextOptions(
        List<MaintenanceWindow> maintenance, List<String> canaries, int cutOffThreshold, CronReader cron) {

    /** Nothing, and no cron expression is understood. */
    public static final ContextOptions NONE = new ContextOptions(List.of(), List.of(), CronReader.NONE);

    public ContextOptions {
        maintenance = List.copyOf(maintenance);
        canaries.forEach(ServiceName::require);
        canaries = List.copyOf(new LinkedHashSet<>(canaries));
    }

    /** One with the default threshold. */
    public ContextOptions(List<MaintenanceWindow> maintenance, List<String> canaries, CronReader cron) {
        this(maintenance, canaries, AlertContext.DEFAULT_CUT_OFF_THRESHOLD, cron);
    }

    /**
     * What is known before anybody said more.
     *
     * @throws IllegalArgumentException if a window's cron expression or its zone can't be understood
     */
    public AlertContext context() {
        return new AlertContext(MaintenancePlan.of(maintenance, cron), Silences.NONE, canaries, cutOffThreshold);
    }
}
