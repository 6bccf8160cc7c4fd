package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * No text makes a pattern of ours look at it over and over. Each that there is in the compiled classes is given long texts that almost
 * fit, and how many characters it looks at is counted: a few times as many as there are, not their square.
 */
class PatternsTest {

    /** As long as a request's head may be. */
    private static final int LENGTH = 8_192;

    private static final int LOOKS = 40;

    private static final List<String> PARTS = List.of(
            "a",
            "A",
            "0",
            "1",
            ".",
            "-",
            "_",
            ":",
            "/",
            "@",
            "%",
            "%2f",
            " ",
            "\t",
            "=",
            "&",
            "?",
            "#",
            "[",
            "]",
            "{",
            "}",
            "\\",
            "\"",
            "$",
            "${",
            "${A:",
            "hm_",
            "1.",
            "::",
            "a.",
            "a-",
            "a:",
            "a@",
            "www.",
            "mailto:",
            "://",
            "127.",
            "\\u",
            "\\ud83d",
            "\\ud83d\\ude00",
            "\\ude00",
            "ERROR: ",
            "HTTP/1.1 200 ",
            "{service=\"",
            ",service=\"a\"",
            "{{a}}",
            "notice:",
            "jdbc:",
            "http://a",
            "é",
            "\ud83d\ude00",
            "\n",
            "\0",
            ";",
            "25",
            "255.");

    private static final List<String> BEGINNINGS = List.of(
            "", "a", "0", "/", "http://", "redis://", "jdbc:postgresql://a:", "hm_abcdefgh_", "[", "$argon2id$v=19$m=");

    private static final List<String> ENDS = List.of("", "\u0001");

    /** Those that are only asked whether a whole text is theirs, or that end at the first that does not fit. */
    private static final Set<String> NOT_SEARCHED_FOR = Set.of(
            "AddressRange.V6",
            "Authority.LOOSE",
            "Expansion.REFERENCE",
            "OwnNames.ADDRESS",
            "OwnNames.NAME",
            "Quantities.DURATION",
            "ServerUrl.FORM",
            "Template.LOGIC");

    @Test
    void pattern_looksAtEachCharacterAFewTimes() throws Exception {
        Map<String, Pattern> patterns = patterns();
        assertThat(patterns).hasSizeGreaterThan(50);
        List<String> texts = texts();
        Map<String, String> slow = new TreeMap<>();
        patterns.forEach((name, pattern) -> {
            for (String text : texts) {
                if (tooOften(() -> fits(pattern.matcher(new Counted(text))))) {
                    slow.putIfAbsent(name + " matches", shown(text));
                }
                if (!NOT_SEARCHED_FOR.contains(name) && tooOften(() -> findAll(pattern.matcher(new Counted(text))))) {
                    slow.putIfAbsent(name + " finds", shown(text));
                }
            }
        });
        assertThat(slow).isEmpty();
    }

    private static boolean tooOften(Callable<?> match) {
        try {
            match.call();
            return false;
        } catch (TooOften | StackOverflowError e) {
            return true;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static boolean fits(Matcher matcher) {
        return matcher.matches();
    }

    private static int findAll(Matcher matcher) {
        int found = 0;
        while (matcher.find()) {
            found++;
        }
        return found;
    }

    private static String shown(String text) {
        return (text.substring(0, 20) + "…" + text.substring(text.length() - 8)).replaceAll("\\p{Cntrl}", "?");
    }

    private static Map<String, Pattern> patterns() throws Exception {
        Map<String, Pattern> patterns = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.healthmon")) {
            for (JavaField field : type.getFields()) {
                if (field.getRawType().isEquivalentTo(Pattern.class)
                        && field.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.STATIC)) {
                    Field real = Class.forName(type.getName()).getDeclaredField(field.getName());
                    real.setAccessible(true);
                    patterns.put(type.getSimpleName() + "." + field.getName(), (Pattern) real.get(null));
                }
            }
        }
        return patterns;
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (String part : PARTS) {
            for (String beginning : BEGINNINGS) {
                for (String end : ENDS) {
                    texts.add(beginning + part.repeat(LENGTH / part.length()) + end);
                }
            }
        }
        return texts;
    }

    private static final class TooOften extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooOften() {
            super("", null, false, false);
        }
    }

    /** A text that lets itself be looked at so often. */
    private static final class Counted implements CharSequence {
        private final String text;
        private long left = (long) LOOKS * LENGTH;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (left-- == 0) {
                throw new TooOften();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
