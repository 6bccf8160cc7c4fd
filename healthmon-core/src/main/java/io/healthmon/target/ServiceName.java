package io.healthmon.target;

import java.util.regex.Pattern;

/** The rule for the name of a service: {@code [A-Za-z0-9._-]{1,100}}, so that it is safe in a path, a column and a label. */
public final class ServiceName {

    /** The rule as people read it in an error. */
    public static final String RULE = "1 to 100 characters of A-Z a-z 0-9 . _ -";

    private static final int MAX_LENGTH = 100;
    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private ServiceName() {}

    /** True if {@code name} may name a service. */
    public static boolean valid(String name) {
        return PATTERN.matcher(name).matches();
    }

    /**
     * Returns {@code name}, checked.
     *
     * @throws IllegalArgumentException naming the rule, if it is not a valid name
     */
    public static String require(String name) {
        if (!valid(name)) {
            String shown = name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH) + "…";
            throw new IllegalArgumentException("service name '" + shown + "' is not allowed: " + RULE);
        }
        return name;
    }
}
