package io.healthmon.alert.context;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * What people said beforehand, as it is known at present. Immutable; replaced as a whole.
 *
 * @param maintenance when services are worked on
 * @param silences whose alerts are not told
 * @param canaries services by which the monitor knows whether it is cut off from its network: when all of them fail too, it is
 */
public record AlertContext(MaintenancePlan maintenance, Silences silences, List<String> canaries) {

    /** Nothing. */
    public static final AlertContext NONE = new AlertContext(MaintenancePlan.NONE, Silences.NONE, List.of());

    public AlertContext {
        canaries = List.copyOf(new LinkedHashSet<>(canaries));
    }

    /** This with another plan. */
    public AlertContext with(MaintenancePlan other) {
        return new AlertContext(other, silences, canaries);
    }

    /** This with other silences. */
    public AlertContext with(Silences others) {
        return new AlertContext(maintenance, others, canaries);
    }
}
