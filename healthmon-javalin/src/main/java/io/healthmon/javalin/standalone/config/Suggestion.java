package io.healthmon.javalin.standalone.config;

import java.util.Collection;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
final class Suggestion {

    private static final int LONGEST = 100;

    private Suggestion() {}

    /** The candidate nearest to {@code word}, if one is near: one typing slip in a short word, up to three in a long one. */
    static Optional<String> nearest(String word, Collection<String> candidates) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        int limit = word.length() <= 4 ? 1 : word.length() <= 10 ? 2 : 3;
        Optional<String> best = Optional.empty();
        for (String candidate : candidates) {
            int distance = distance(word, candidate);
            if (distance <= limit) {
                best = Optional.of(candidate);
                limit = distance - 1;
            }
        }
        return best;
    }

    /** Behind "there is no service 'x'": which one was meant. */
    static String hint(String word, Collection<String> candidates) {
        return nearest(word, candidates)
                .map(meant -> ", did you mean '" + meant + "'?")
                .orElse("; name one of services");
    }

    /** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours, each one slip. */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] reused = beforeLast;
            beforeLast = last;
            last = row;
            row = reused;
        }
        return last[b.length()];
    }
}
