package io.healthmon.access;

import io.healthmon.check.Text;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody did. Never changed, never taken back; holds no secret. Texts may be whatever a stranger sent: they are put on one line,
 * made storable, and cut.
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
        who = require("who", who, 200);
        from = require("from", from, 100);
        action = require("action", action, 60);
        subject = subject.map(text -> storable(text, 200)).filter(text -> !text.isEmpty());
        detail = detail.map(text -> storable(text, 500)).filter(text -> !text.isEmpty());
    }

    private static String require(String what, String text, int longest) {
        String storable = storable(text, longest);
        if (storable.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        return storable;
    }

    private static String storable(String text, int longest) {
        return Text.cut(Text.message(text), longest);
    }
}
