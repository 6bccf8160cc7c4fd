package io.healthmon.expose;

import io.healthmon.HealthStatus;

/**
 * How one component of an application is: its status, which decides the application's, and the word shown for it.
 *
 * @param status how it is
 * @param word the word under {@code checks}, such as {@code running} or {@code disconnected}; 1 to 100 characters
 */
public record ComponentHealth(HealthStatus status, String word) {

    static final int MAX_WORD = 100;
    static final ComponentHealth THREW = new ComponentHealth(HealthStatus.UNHEALTHY, "error");

    public ComponentHealth {
        if (word.isBlank() || word.length() > MAX_WORD) {
            throw new IllegalArgumentException("a component's word has 1 to " + MAX_WORD + " characters");
        }
    }

    /** A status, shown by its own word. */
    public static ComponentHealth of(HealthStatus status) {
        return new ComponentHealth(status, status.word());
    }

    /** It works. */
    public static ComponentHealth healthy() {
        return of(HealthStatus.HEALTHY);
    }

    /** It works, shown as {@code word}. */
    public static ComponentHealth healthy(String word) {
        return new ComponentHealth(HealthStatus.HEALTHY, word);
    }

    /** It works, with something amiss. */
    public static ComponentHealth degraded() {
        return of(HealthStatus.DEGRADED);
    }

    /** It works, with something amiss, shown as {@code word}. */
    public static ComponentHealth degraded(String word) {
        return new ComponentHealth(HealthStatus.DEGRADED, word);
    }

    /** It does not work. */
    public static ComponentHealth unhealthy() {
        return of(HealthStatus.UNHEALTHY);
    }

    /** It does not work, shown as {@code word}. */
    public static ComponentHealth unhealthy(String word) {
        return new ComponentHealth(HealthStatus.UNHEALTHY, word);
    }

    /** Nothing can be said. Of a critical component this counts as a failure. */
    public static ComponentHealth unknown() {
        return of(HealthStatus.UNKNOWN);
    }
}
