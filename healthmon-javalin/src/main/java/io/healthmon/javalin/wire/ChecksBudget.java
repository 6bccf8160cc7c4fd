package io.healthmon.javalin.wire;

/**
 * Bounds an answer of many rows: each may hold 64 KB of {@code checks}, and a thousand of them would be 64 MB. What no longer
 * fits is left out, and says so. One for each answer; not thread-safe.
 */
final class ChecksBudget {

    /** For all rows of an answer together, in characters. */
    static final int MAX_CHARACTERS = 8 * 1024 * 1024;

    private final String leftOut;
    private int left = MAX_CHARACTERS;

    /** A fresh one; {@code advice} is what to do about rows that are left out, fit to stand in a JSON string. */
    ChecksBudget(String advice) {
        leftOut = "{\"error\":\"left out: the answer is too large; " + advice + "\"}";
    }

    /** This JSON, or what stands in its place. */
    String admit(String checks) {
        if (checks.length() > left) {
            return leftOut;
        }
        left -= checks.length();
        return checks;
    }
}
