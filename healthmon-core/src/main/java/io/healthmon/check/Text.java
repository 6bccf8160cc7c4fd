package io.healthmon.check;

/** Text from outside, made safe to store and to show. */
public final class Text {

    /** What the seed's {@code message} column holds. */
    public static final int MAX_MESSAGE = 500;

    private static final char REPLACEMENT = '\uFFFD';
    private static final char ELLIPSIS = '…';

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

    /**
     * {@code text} cut to at most {@code max} characters, never inside a code point; what was cut ends in an ellipsis. Empty
     * if {@code max} is zero or less.
     */
    public static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        if (max <= 0) {
            return "";
        }
        int end = max - 1;
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + ELLIPSIS;
    }

    /**
     * {@code text} as it can be shown beside other text: what would change how that is shown (controls but for tabs and line breaks,
     * invisible marks such as those of direction) and lone surrogates are U+FFFD.
     */
    public static String harmless(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> shows(c) ? c : REPLACEMENT).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean shows(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\r' || c == '\t';
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }

    /** A sentence for a {@code message}: storable, on one line, at most {@link #MAX_MESSAGE} characters. */
    public static String message(String text) {
        return storable(oneLine(text), MAX_MESSAGE);
    }

    /** Runs of controls and line breaks, Unicode's own included, become one space each; none at the ends. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), 2 * MAX_MESSAGE));
        boolean gap = false;
        // One character more than is kept, so that what is cut is seen to be cut.
        for (int i = 0; i < text.length() && line.length() <= MAX_MESSAGE; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                gap = true;
            } else {
                if (gap) {
                    line.append(' ');
                    gap = false;
                }
                line.append(c);
            }
        }
        return line.toString().strip();
    }
}
