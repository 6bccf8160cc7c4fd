package io.healthmon.target;

/**
 * How many consecutive checks open and resolve an alert.
 *
 * @param failure length of the failure streak that opens an alert while the service is degraded or unhealthy; 1 or more,
 *     default 1, as the seed
 * @param recovery healthy checks in a row that resolve it; 1 or more, default 1
 * @param unknown length of the failure streak that opens an alert while the service is unknown; default 3; 0 means never
 */
public record Thresholds(int failure, int recovery, int unknown) {

    /** 1, 1 and 3. */
    public static final Thresholds DEFAULT = new Thresholds(1, 1, 3);

    public Thresholds {
        if (failure < 1) {
            throw new IllegalArgumentException("failure-threshold must be 1 or more, not " + failure);
        }
        if (recovery < 1) {
            throw new IllegalArgumentException("recovery-threshold must be 1 or more, not " + recovery);
        }
        if (unknown < 0) {
            throw new IllegalArgumentException("unknown-threshold must be 0 (never) or more, not " + unknown);
        }
    }
}
