package io.healthmon.check;

/**
 * Ends a blocking check from deep inside with what was found. A checker catches it at its top and returns
 * {@link #observation()}; it carries no stack trace, since a target that is down is nobody's bug.
 */
public final class CheckFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Observation observation;

    /** An end with {@code observation}. */
    public CheckFailedException(Observation observation) {
        super("the check ended early", null, false, false);
        this.observation = observation;
    }

    /** What was found. */
    public Observation observation() {
        return observation;
    }
}
