package io.healthmon.alert.context;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * What people said beforehand, as it is known at present. Immutable; replaced as a whole.
 *
 * @param maintenance when services are worked on
 * @param silences whose alerts are not told
 * @param canaries services by which the monitor knows whether it is cut off from its network: when all of them fail too, it is
 * @param cutOffThreshold how many checks in a row each of them must have failed for that; 1 to 10
 */
public record AlertContext(MaintenancePlan maintenance, Silences silences, List<String> canaries, int cutOffThreshold) {

    /** Unless told otherwise a canary has to fail twice: one lost packet is no lost network. */
    public static final int DEFAULT_CUT_OFF_THRESHOLD = 2;

    /** More would hold alerts back for too long. */
    public static final int MOST_CUT_OFF_THRESHOLD = 10;

    /** Nothing. */
    public static final AlertContext NONE = new AlertContext(MaintenancePlan.NONE, Silences.NONE, List.of());

    public AlertContext {
        canaries = List.copyOf(new LinkedHashSet<>(canaries));
        if (cutOffThreshold < 1 || cutOffThreshold > MOST_CUT_OFF_THRESHOLD) {
            throw new IllegalArgumentException(
                    "cut-off threshold must be 1 to " + MOST_CUT_OFF_THRESHOLD + ", not " + cutOffThreshold);
        }
    }

    /** One with the default threshold. */
    public AlertContext(MaintenancePlan maintenance, Silences silences, List<String> canaries) {
        this(maintenance, silences, canaries, DEFAULT_CUT_OFF_THRESHOLD);
    }

    /** This with another plan. */
    public AlertContext with(MaintenancePlan other) {
        return new AlertContext(other, silences, canaries, cutOffThreshold);
    }

    /** This with other silences. */
    public AlertContext with(Silences others) {
        return new AlertContext(maintenance, others, canaries, cutOffThreshold);
    }
}
