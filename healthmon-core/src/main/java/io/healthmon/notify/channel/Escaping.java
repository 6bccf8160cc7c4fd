package io.healthmon.notify.channel;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How a text is made harmless for the place where it lands. Works on code points, so that what is cut is never cut within an escape.
 * Half a surrogate pair and NUL become U+FFFD everywhere.
 */
public enum Escaping {
    /** As it is. */
    PLAIN {
        @Override
        void append(StringBuilder out, int c) {
            out.appendCodePoint(c);
        }
    },
    /** The inside of a JSON string; harmless within HTML too. */
    JSON {
        @Override
        void append(StringBuilder out, int c) {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == '<' || c == '>' || c == '&' || c == 0x7F || c == 0x2028 || c == 0x2029) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", c));
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        }
    },
    /** HTML's text and attributes; also Telegram's. */
    HTML {
        @Override
        void append(StringBuilder out, int c) {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(c);
            }
        }
    },
    /** A part of a URL, or a value of a form: everything but letters, digits and -._ in percents. */
    URL {
        @Override
        void append(StringBuilder out, int c) {
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_');
            if (plain) {
                out.append((char) c);
                return;
            }
            for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                out.append(String.format(Locale.ROOT, "%%%02X", b & 0xFF));
            }
        }
    },
    /** Slack's mrkdwn: without its three characters there is no link and no mention. */
    SLACK {
        @Override
        void append(StringBuilder out, int c) {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '@' -> out.append('@').append(NOTHING);
                default -> out.appendCodePoint(c);
            }
        }
    },
    /** Discord's Markdown. */
    DISCORD {
        @Override
        void append(StringBuilder out, int c) {
            if (c < 128 && "\\*_~`|>#<[]()".indexOf(c) >= 0) {
                out.append('\\');
            }
            out.appendCodePoint(c);
            if (c == '@') {
                out.append(NOTHING);
            }
        }
    };

    /** A space without width: keeps a mention from being one, and nobody sees it. */
    private static final char NOTHING = '\u200B';

    private static final int REPLACEMENT = 0xFFFD;

    abstract void append(StringBuilder out, int codePoint);

    /** {@code text} for this place. */
    public String escape(String text) {
        return cut(text, Integer.MAX_VALUE, Measure.CHARACTERS);
    }

    /** The same, of as much as fits into {@code max} characters (UTF-16) once it is escaped; what was cut ends in an ellipsis. */
    public String escape(String text, int max) {
        return cut(text, max, Measure.CHARACTERS);
    }

    /** The same with another measure. */
    String cut(String text, int max, Measure measure) {
        String ellipsis = this == URL ? "%E2%80%A6" : "…";
        StringBuilder out = new StringBuilder(Math.min(text.length(), max) + 16);
        int size = 0;
        int fits = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            int before = out.length();
            append(out, c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c);
            size += measure.of(out.substring(before));
            if (size > max) {
                out.setLength(fits);
                return max < measure.of(ellipsis) ? "" : out + ellipsis;
            }
            if (size + measure.of(ellipsis) <= max) {
                fits = out.length();
            }
        }
        return out.toString();
    }

    /** What a limit counts. */
    enum Measure {
        /** UTF-16 characters, as most documents mean it. */
        CHARACTERS {
            @Override
            int of(String text) {
                return text.length();
            }
        },
        /** Bytes of UTF-8. */
        BYTES {
            @Override
            int of(String text) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        };

        abstract int of(String text);
    }
}
