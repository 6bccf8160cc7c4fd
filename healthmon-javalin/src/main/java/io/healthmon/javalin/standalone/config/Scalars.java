package io.healthmon.javalin.standalone.config;

/** Flags and whole numbers. What is not one is an {@link IllegalArgumentException} that says what is. */
final class Scalars {

    private Scalars() {}

    static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    static int integer(String text, int min, int max) {
        String allowed = "; allowed are whole numbers from " + min + " to " + max;
        if (!text.matches("-?\\d{1,18}")) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number" + allowed);
        }
        long number = Long.parseLong(text);
        if (number < min || number > max) {
            throw new IllegalArgumentException(number + " is out of range" + allowed);
        }
        return (int) number;
    }
}
