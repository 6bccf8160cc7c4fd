package io.healthmon.examples.benchmarks.farm;

/** Takes part in what a farm does. Called on the farm's threads, which must not be held up. */
public interface FarmListener {

    /** Lets the farm do as its paths say. */
    FarmListener NONE = new FarmListener() {};

    /** Whether a service whose path says healthy is degraded now. */
    default boolean degraded(String service) {
        return false;
    }

    /** The answer of this {@code number} was handed to the operating system whole. */
    default void served(String service, long number) {}
}
