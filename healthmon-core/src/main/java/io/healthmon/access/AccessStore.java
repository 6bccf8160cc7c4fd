package io.healthmon.access;

import io.healthmon.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Where users, sessions, keys and the audit are kept. The contract suite {@code AccessStoreContract} in core's test-jar says what every
 * implementation does. Thread-safe; written by nobody's pen, on the threads of those who ask; blocks for at most a few seconds. Every
 * method throws {@link StoreException.Unavailable} while the store is away.
 */
public interface AccessStore {

    /** How many users, keys, or sessions of one user there are at most. */
    int MOST = 1_000;

    /** What a subject of failures has of characters at most. */
    int LONGEST_SUBJECT = 200;

    // ---- users

    /** All users, by name. */
    List<User> users();

    /** The user of this id. */
    Optional<User> user(UUID id);

    /** The user of this name, in whatever case. */
    Optional<User> userNamed(String name);

    /** The user whom a login provider knows so. */
    Optional<User> userKnownAs(ExternalIdentity identity);

    /** Adds a user; false if there is one of this name, id or identity, or there are {@link #MOST}. */
    boolean add(User user);

    /** Adds the first user; false if there is any. Of several at once, one is the first. */
    boolean addFirst(User user);

    /**
     * Changes a user as one step: of several changes at once each starts from what the one before left, so that none takes another
     * back. One that disables the user ends all sessions with it.
     *
     * @param change makes the new user of the present one; keeps the id, does nothing else, may be called more than once
     */
    UserChange change(UUID id, UnaryOperator<User> change);

    /**
     * Takes a one-time code's step, unless it or a later one was taken; false if so, or if there is no such user. Of several at once,
     * one takes it.
     */
    boolean takeTotpStep(UUID user, long step);

    /** Removes a user with all sessions. */
    UserChange removeUser(UUID id);

    // ---- sessions

    /**
     * Keeps a session; false if there is no such user, or he is disabled. Beyond {@link #MOST} of one user the one not seen for longest
     * goes.
     */
    boolean add(Session session);

    /** The session of this hash, whether it is over or not. */
    Optional<Session> session(String hash);

    /** The sessions of a user, newest first. */
    List<Session> sessionsOf(UUID user);

    /** Notes that a session was used. Never makes {@code seenAt} earlier. */
    void seen(String sessionHash, Instant at);

    /** Ends a session; false if there is none of this hash. */
    boolean endSession(String hash);

    /** Ends a user's session of this handle; false if there is none. */
    boolean endSession(UUID user, UUID handle);

    /** Ends all of a user's sessions but the one of hash {@code except}, if that is given. */
    int endSessionsOf(UUID user, Optional<String> except);

    /** Forgets sessions made before {@code created} or last seen before {@code seen}. */
    int forgetSessions(Instant created, Instant seen);

    // ---- keys

    /** All keys, those that are revoked and expired too, by name and then newest first. */
    List<AccessKey> keys();

    /** The key of this prefix. */
    Optional<AccessKey> key(String prefix);

    /**
     * Adds a key; false if there is one of this prefix or id, or there are {@link #MOST}: but those that are not taken any more when
     * this one is made give way to it, those of old first.
     */
    boolean add(AccessKey key);

    /** Lets a key expire at a time, unless it does so earlier; false if there is none. */
    boolean expire(UUID key, Instant at);

    /** Revokes a key; false if there is none or somebody did before. */
    boolean revoke(UUID key, Instant at);

    /** Notes that a key was used. Never makes {@code seenAt} earlier. */
    void keySeen(UUID key, Instant at);

    // ---- logins that failed

    /**
     * Notes one more failure of a subject, and says how many those are.
     *
     * @param subject an account, an address: 1 to {@link #LONGEST_SUBJECT} characters, storable
     * @param at when it failed
     * @param forget failures of whom the last was before this count no more, and are forgotten by and by
     */
    Failures failed(String subject, Instant at, Instant forget);

    /** The failures of a subject, however old; empty if there are none. */
    Optional<Failures> failures(String subject);

    /** Forgets a subject's failures. */
    void succeeded(String subject);

    // ---- audit

    /** Adds to the audit. */
    void audit(AuditEntry entry);

    /**
     * What was done, newest first.
     *
     * @param before only what stands before the entry of this number; empty for the newest
     * @param limit at most so many, 1 to 1,000
     */
    List<Numbered> audited(Optional<Long> before, int limit);

    /** Forgets entries older than {@code before}; the only way that one goes. */
    int forgetAudit(Instant before);

    /** An entry and its number, which rises with time. */
    record Numbered(long number, AuditEntry entry) {}

    // ---- changes

    /**
     * A number that rises whenever a user or key is added, changed or removed, or a session ended, in whatever process: so that what
     * is remembered can be asked again by one cheap query. What was seen, tried, forgotten or written to the audit does not count.
     */
    long version();
}
