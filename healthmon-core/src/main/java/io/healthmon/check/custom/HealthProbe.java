package io.healthmon.check.custom;

/** A check written by the embedder. */
@FunctionalInterface
public interface HealthProbe {

    /**
     * Looks, and says what it found. Called on a thread of its own (a platform thread, one of 512 at most), at most one call
     * at a time per service; may block, and is interrupted at the deadline. A probe that ignores the interruption three times
     * is suspended.
     *
     * @throws Exception becomes an unhealthy result with reason {@code checker_error}
     */
    ProbeResult probe() throws Exception;
}
