package io.healthmon.access;

import io.healthmon.check.Text;
import java.time.Instant;
import java.util.UUID;

/**
 * Somebody is logged in. Whether a session is over (idle, too old) is not kept but decided by who reads it.
 *
 * @param hash SHA-256 of its id, in hex; the id itself is kept by nobody but the browser
 * @param handle its public name, by which its owner can end it
 * @param user whose it is
 * @param createdAt when the person logged in
 * @param seenAt when it was last used, to a minute or so
 * @param address where the login came from, cut to 100 characters
 * @param agent what the browser said it is, put on one line and cut to 200 characters
 */
public record Session(
        String hash, UUID handle, UUID user, Instant createdAt, Instant seenAt, String address, String agent) {

    public Session {
        Hashes.require(hash);
        address = Text.cut(Text.message(address), 100);
        agent = Text.cut(Text.message(agent), 200);
    }

    /** This, seen at a time; never earlier than before. */
    Session seen(Instant at) {
        return at.isAfter(seenAt) ? new Session(hash, handle, user, createdAt, at, address, agent) : this;
    }
}
