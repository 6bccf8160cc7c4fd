package io.healthmon.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Repairs JSON text with half a surrogate pair in an escape, {@code "\ud800"}. Broken software that cuts texts in the middle
 * of a character sends it; the parser refuses it in names.
 */
public final class LoneSurrogates {

    // Every escape is matched, so that the backslash of one is never taken for the beginning of the next.
    private static final Pattern ESCAPE = Pattern.compile(
            "(?:\\\\u[dD][89abAB]\\p{XDigit}{2}\\\\u[dD][c-fC-F]\\p{XDigit}{2})"
                    + "|(\\\\u[dD][89a-fA-F]\\p{XDigit}{2})|\\\\.",
            Pattern.DOTALL);

    private LoneSurrogates() {}

    /** False if {@code json} has no escape of a surrogate at all, which is seen fast. */
    public static boolean possibleIn(String json) {
        return json.contains("\\ud") || json.contains("\\uD");
    }

    /** The text with each lone half replaced by U+FFFD. */
    public static String repair(String json) {
        return ESCAPE.matcher(json)
                .replaceAll(match -> match.group(1) == null ? Matcher.quoteReplacement(match.group()) : "\uFFFD");
    }
}
