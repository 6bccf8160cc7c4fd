package io.healthmon.access;

import io.healthmon.check.Text;
import java.time.Instant;

/**
 * Logins that failed one after another.
 *
 * @param count how many
 * @param last when the last of them did
 */
public record Failures(int count, Instant last) {

    /** Throws {@link IllegalArgumentException} unless failures can be kept of this subject, see {@link AccessStore#failed}. */
    public static void requireSubject(String subject) {
        if (subject.isEmpty() || !subject.equals(Text.storable(subject, AccessStore.LONGEST_SUBJECT))) {
            throw new IllegalArgumentException(
                    "a subject has 1 to " + AccessStore.LONGEST_SUBJECT + " characters that can be stored");
        }
    }

    /** With one more. */
    Failures and(Instant at) {
        return new Failures(count + 1, at.isAfter(last) ? at : last);
    }
}
