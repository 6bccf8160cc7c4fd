package io.healthmon.check;

import io.healthmon.target.CheckSpec;

/**
 * Brings a kind of check: found through {@link java.util.ServiceLoader}, or given to the monitor's builder. One instance per
 * monitor; {@link #checker} is called once, when the first target of the kind is added.
 */
public interface CheckerProvider {

    /** The kind's name, as in a service's {@code type}. */
    String type();

    /**
     * Reads a service's options from configuration.
     *
     * @throws OptionException naming the key, if one is missing or wrong
     */
    CheckSpec spec(Options options);

    /** Makes the checker. */
    Checker checker(CheckerContext context);
}
