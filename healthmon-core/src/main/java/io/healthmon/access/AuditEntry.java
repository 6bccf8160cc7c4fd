package io.healthmon.access;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody did. Never changed, never taken back; holds no secret.
 *
 * @param at when
 * @param who the user, or {@code key NAME}, or {@code this machine}, or {@code nobody} for who was not let in; at most 200 characters
 * @param from the address that it came from, or {@code command line}; at most 100 characters
 * @param action what, as a word with a dot: {@code login.succeeded}, {@code login.failed}, {@code key.created}, {@code service.tested} …
 * @param subject to what: a service, a user, an id; at most 200 characters; empty if to nothing
 * @param detail a sentence, at most 500 characters; empty if there is nothing to add
 */
public record AuditEntry(
        Instant at, String who, String from, String action, Optional<String> subject, Optional<String> detail) {

    public AuditEntry {
        require("who", who, 200);
        require("from", from, 100);
        require("action", action, 60);
        subject.ifPresent(text -> require("subject", text, 200));
        detail.ifPresent(text -> require("detail", text, 500));
    }

    private static void require(String what, String text, int longest) {
        if (text.isEmpty() || text.length() > longest) {
            throw new IllegalArgumentException(what + " has 1 to " + longest + " characters");
        }
    }
}
