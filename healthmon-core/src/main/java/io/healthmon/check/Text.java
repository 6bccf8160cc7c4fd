package io.healthmon.check;

/** Text from outside, made safe to store. */
public final class Text {

    /** What the seed's {@code message} column holds. */
    public static final int MAX_MESSAGE = 500;

    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /** {@code text} with NUL and lone surrogates replaced by U+FFFD and at most {@code max} characters (UTF-16), see {@link #cut}. */
    public static String storable(String text, int max) {
        String cut = cut(text, max);
        StringBuilder clean = null;
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < cut.length() && Character.isLowSurrogate(cut.charAt(i + 1))) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                if (clean == null) {
                    clean = new StringBuilder(cut);
                }
                clean.setCharAt(i, REPLACEMENT);
            }
        }
        return clean == null ? cut : clean.toString();
    }

    /** {@code text} cut to at most {@code max} characters, never inside a code point; what was cut ends in an ellipsis. */
    public static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = max - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }

    /** A sentence for a {@code message}: storable, on one line, at most {@link #MAX_MESSAGE} characters. */
    public static String message(String text) {
        return storable(text.replaceAll("\\p{Cntrl}+", " ").strip(), MAX_MESSAGE);
    }
}
