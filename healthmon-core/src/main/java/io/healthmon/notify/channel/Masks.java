package io.healthmon.notify.channel;

import io.healthmon.check.Text;
import io.healthmon.target.Secret;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes secrets out of what others say: a channel's answer may repeat what it was sent. Knows each secret as it is, URL-encoded, decoded
 * and in base64, in any case. Immutable.
 */
public final class Masks {

    /** What stands in a secret's place. */
    static final String MASK = "***";

    /** How much of an answer is kept. */
    static final int MAX_DETAIL = 200;

    /** Parts of a secret URL that are shorter say nothing, and stand in too many words. */
    private static final int LEAST_PART = 6;

    private static final Pattern SEPARATORS = Pattern.compile("[/?&=#@:]+");

    private final Pattern known;

    private Masks(List<String> values) {
        TreeSet<String> forms =
                new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        for (String value : values) {
            forms.add(value);
            forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
            forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
            forms.add(decoded(value));
            forms.add(Base64.getEncoder().withoutPadding().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        }
        forms.removeIf(String::isBlank);
        // The longest first: a secret that is part of another must not leave the rest of it behind.
        known = Pattern.compile(
                forms.isEmpty() ? "(?!)" : forms.stream().map(Pattern::quote).collect(Collectors.joining("|")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Masks for whole secrets: passwords, tokens, keys. */
    public static Masks of(List<Secret> secrets) {
        return new Masks(secrets.stream().map(Secret::reveal).toList());
    }

    /** Masks for an address that is a secret, as of most web hooks: for it and for each of its longer parts; and for more secrets. */
    static Masks ofUrl(Secret url, List<Secret> more) {
        List<String> values = new ArrayList<>();
        values.add(url.reveal());
        String afterHost = url.reveal().replaceFirst("^[A-Za-z]+://", "");
        int at = afterHost.indexOf('@');
        int path = afterHost.indexOf('/');
        if (at >= 0 && (path < 0 || at < path)) {
            values.add(afterHost.substring(0, at));
            addParts(values, afterHost.substring(0, at), 1);
            // What Authorization says of it.
            values.add(Base64.getEncoder()
                    .encodeToString(decoded(afterHost.substring(0, at)).getBytes(StandardCharsets.UTF_8)));
        }
        int parts = afterHost.indexOf('/', Math.max(at, 0));
        addParts(values, parts < 0 ? "" : afterHost.substring(parts), LEAST_PART);
        more.forEach(secret -> values.add(secret.reveal()));
        return new Masks(values);
    }

    private static void addParts(List<String> values, String text, int least) {
        for (String part : SEPARATORS.split(text)) {
            if (part.length() >= least) {
                values.add(part);
            }
        }
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }

    /** {@code text} without secrets. */
    public String mask(String text) {
        return known.matcher(text).replaceAll(Matcher.quoteReplacement(MASK));
    }

    /** The same of somebody's answer, storable, on one line, cut to 200 characters. */
    public String detail(String text) {
        // JSON may write a slash as \/, and a URL's parts are known without it anyway.
        return Text.cut(Text.message(mask(text.replace("\\/", "/"))), MAX_DETAIL);
    }

    /** A word for {@code code}. */
    static String answered(int code) {
        return String.format(Locale.ROOT, "HTTP %d", code);
    }

    @Override
    public String toString() {
        return MASK;
    }
}
