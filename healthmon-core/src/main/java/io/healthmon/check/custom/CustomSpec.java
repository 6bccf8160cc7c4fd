package io.healthmon.check.custom;

import io.healthmon.target.CheckSpec;

/**
 * A check written as a function.
 *
 * @param probe the function
 */
public record CustomSpec(HealthProbe probe) implements CheckSpec {

    /** The kind's name. */
    public static final String TYPE = "custom";

    @Override
    public String type() {
        return TYPE;
    }
}
