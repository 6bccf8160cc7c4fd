package io.healthmon.javalin.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** What stands in addresses. */
public final class Query {

    // One slash only: what begins with two, or with a backslash that browsers take for one, is another site's.
    private static final Pattern OWN = Pattern.compile("/(?!/)[A-Za-z0-9._~/?&=%+,:@!*-]{0,500}");

    private Query() {}

    /** A text as it stands in a query string. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The path to go on to, if it is one of this site. */
    public static Optional<String> ownPath(String text) {
        return Optional.of(text).filter(it -> OWN.matcher(it).matches());
    }
}
