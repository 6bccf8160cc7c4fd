package io.healthmon.javalin.wire;

import io.healthmon.access.Role;
import io.healthmon.access.Scope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET} and {@code POST /api/session}: who asks.
 *
 * @param kind {@code session}, {@code key} or {@code this_machine}
 * @param user a person's name; else null
 * @param name as the audit has it
 * @param role a person's; else null
 * @param scopes what the caller may do
 * @param csrfToken what changes must bring as {@code X-CSRF-Token} beside the session's cookie; else null
 * @param expiresAt when the session is over if nobody uses it; else null
 */
public record SessionBody(
        String kind,
        @Nullable String user,
        String name,
        @Nullable String role,
        List<String> scopes,
        @Nullable String csrfToken,
        @Nullable Instant expiresAt) {

    /** Somebody who is logged in. */
    public static SessionBody person(String user, Role role, String csrfToken, Instant expiresAt) {
        return new SessionBody("session", user, user, role.word(), words(role.scopes()), csrfToken, expiresAt);
    }

    /** Somebody else. */
    public static SessionBody other(String kind, String name, Collection<Scope> scopes) {
        return new SessionBody(kind, null, name, null, words(scopes), null, null);
    }

    private static List<String> words(Collection<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::word).toList();
    }

    /** {@code GET /api/sessions}, newest first. */
    public record Sessions(List<Item> sessions, int count) {}

    /**
     * One of a person's sessions.
     *
     * @param handle by which it can be ended
     * @param seenAt when it was last used, to a minute or so
     * @param current true if it is the one that asks
     */
    public record Item(
            String handle,
            Instant createdAt,
            Instant seenAt,
            Instant expiresAt,
            String address,
            String agent,
            boolean current) {}

    /** Something was done. */
    public record Done(String message) {}

    /**
     * Sessions were ended.
     *
     * @param ended how many
     */
    public record Ended(String message, int ended) {}

    /**
     * A secret for one-time codes; shown here only.
     *
     * @param secret in base32, to type
     * @param uri the same for an app, mostly as a QR code
     */
    public record Totp(String secret, String uri) {
        @Override
        public String toString() {
            return "***";
        }
    }
}
