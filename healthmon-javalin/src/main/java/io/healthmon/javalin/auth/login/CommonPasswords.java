package io.healthmon.javalin.auth.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The passwords that are tried first. Refused are those of the list {@code common-passwords.txt} (whose head says where it is from), and
 * those that are one of them and no more than that: with digits and signs around it, in letters that look alike, or over and over; and
 * walks along a row of the keyboard, the alphabet or the digits.
 */
final class CommonPasswords {

    private static final String RESOURCE = "common-passwords.txt";
    private static final Set<String> LIST = load();
    private static final Pattern END = Pattern.compile("[^\\p{L}]+$");
    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");

    /** So many different characters are few for twelve and more. */
    private static final int FEW = 4;

    private static final String WALKS =
            "abcdefghijklmnopqrstuvwxyz 01234567890123456789 qwertyuiop asdfghjkl zxcvbnm qwertzuiopü yxcvbnm azertyuiop qsdfghjklm wxcvbn"
                    + " 1q2w3e4r5t6y7u8i9o0p 1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p qazwsxedcrfvtgbyhnujmikolp";
    private static final int STEPS = 4;

    private CommonPasswords() {}

    private static Set<String> load() {
        try (InputStream in = CommonPasswords.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#!"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True if this is one. */
    static boolean contain(String password) {
        String plain = Normalizer.normalize(password, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String withoutEnd = END.matcher(plain).replaceAll("");
        return plain.chars().distinct().count() <= FEW
                || walks(plain)
                || Stream.of(plain, spelledOut(plain), spelledOut(withoutEnd)).anyMatch(CommonPasswords::listed);
    }

    private static boolean listed(String text) {
        String core = AROUND.matcher(text).replaceAll("");
        return LIST.contains(text) || LIST.contains(core) || LIST.contains(once(text)) || LIST.contains(once(core));
    }

    /** What a text consists of, if it is the same over and over; else the text. */
    private static String once(String text) {
        for (int length = 1; length <= text.length() / 2; length++) {
            String part = text.substring(0, length);
            if (text.length() % length == 0
                    && part.repeat(text.length() / length).equals(text)) {
                return part;
            }
        }
        return text;
    }

    private static String spelledOut(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            letters.append(
                    switch (c) {
                        case '0' -> 'o';
                        case '1', '!' -> 'i';
                        case '3' -> 'e';
                        case '4', '@' -> 'a';
                        case '5', '$' -> 's';
                        case '7' -> 't';
                        default -> c;
                    });
        }
        return letters.toString();
    }

    /** True if it consists of stretches of walks, forwards or backwards, each of {@link #STEPS} characters at least. */
    private static boolean walks(String text) {
        String backwards = new StringBuilder(WALKS).reverse().toString();
        int at = 0;
        while (at < text.length()) {
            int end = Math.max(farthest(text, at, WALKS), farthest(text, at, backwards));
            // The last stretch may break off.
            if (end - at < STEPS && end < text.length() || end == at) {
                return false;
            }
            at = end;
        }
        return true;
    }

    private static int farthest(String text, int from, String walks) {
        int end = from;
        while (end < text.length() && text.charAt(end) != ' ' && walks.contains(text.substring(from, end + 1))) {
            end++;
        }
        return end;
    }
}
