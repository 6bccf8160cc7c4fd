package io.healthmon.notify.channel;

import java.util.regex.Pattern;

/**
 * Takes from text that comes from targets what chats and mail programs make links of by themselves: a target's word must not be
 * something to click on. A person still reads the address.
 */
public final class Defang {

    private static final Pattern SCHEME = Pattern.compile("(?<=\\w):(?=//)");
    private static final Pattern WWW = Pattern.compile("(?i)\\bwww\\.");
    private static final Pattern MAILTO = Pattern.compile("(?i)\\bmailto:");

    private Defang() {}

    /** {@code text} with a space in what would be a link. */
    public static String links(String text) {
        String schemes = SCHEME.matcher(text).replaceAll(": ");
        return MAILTO.matcher(WWW.matcher(schemes).replaceAll("www .")).replaceAll("mailto ");
    }
}
