package io.healthmon;

import java.util.Locale;
import java.util.Optional;

/**
 * How a service is, as one check found it.
 *
 * <p>The meanings are the commission's: <em>healthy</em>, all checks pass; <em>degraded</em>, something non-critical fails
 * but the service is operational; <em>unhealthy</em>, it answered wrongly, said so, or ran out of time after we connected;
 * <em>unknown</em>, we could not talk to it at all (name, connection or TLS handshake).
 *
 * <p>The constants stand in order of badness, which is what {@link #worse(HealthStatus)} compares.
 */
public enum HealthStatus {
    HEALTHY,
    DEGRADED,
    UNKNOWN,
    UNHEALTHY;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word on the wire and in the database: {@code healthy}, {@code degraded}, {@code unknown} or {@code unhealthy}. */
    public String word() {
        return word;
    }

    /** True if the service did its work: healthy or degraded. Uptime counts exactly these. */
    public boolean operational() {
        return this == HEALTHY || this == DEGRADED;
    }

    /**
     * How two statuses combine: the worse one wins, in the order healthy, degraded, unknown, unhealthy. Commutative,
     * associative and idempotent, so that the order of components never matters.
     */
    public HealthStatus worse(HealthStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The status of a {@link #word()}, in any case; empty for any other text. */
    public static Optional<HealthStatus> ofWord(String word) {
        for (HealthStatus status : values()) {
            if (status.word.equalsIgnoreCase(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return word;
    }
}
