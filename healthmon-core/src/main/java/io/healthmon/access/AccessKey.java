package io.healthmon.access;

import io.healthmon.alert.ServiceMatcher;
import io.healthmon.check.Text;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A key that a program brings. The key itself is {@code hm_PREFIX_} and 256 random bits, is shown once, and is not kept.
 *
 * @param id stays
 * @param prefix by which the key is found, and by which people know it: 8 of {@code a-z 2-7}, unique
 * @param name whose it is, 1 to 100 characters on one line; a key that is rotated has a second one of its name for a while
 * @param hash SHA-256 of the whole key, in hex
 * @param scopes what it may do, at least one
 * @param services of which services; default all
 * @param createdBy who made it, cut to 200 characters
 * @param createdAt when
 * @param expiresAt from when on it is not taken any more; empty for never
 * @param revokedAt since when it is not taken any more because somebody said so
 * @param seenAt when it was last used, to a minute or so
 */
public record AccessKey(
        UUID id,
        String prefix,
        String name,
        String hash,
        Set<Scope> scopes,
        ServiceMatcher services,
        String createdBy,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Optional<Instant> seenAt) {

    private static final Pattern PREFIX = Pattern.compile("[a-z2-7]{8}");

    public AccessKey {
        Hashes.require(hash);
        createdBy = Text.cut(Text.message(createdBy), 200);
        if (!isPrefix(prefix)) {
            throw new IllegalArgumentException("a key's prefix has 8 characters of a-z 2-7");
        }
        if (name.isBlank() || name.length() > 100 || !name.equals(Text.message(name))) {
            throw new IllegalArgumentException("a key's name has 1 to 100 characters on one line");
        }
        scopes = Set.copyOf(scopes);
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a key has at least one scope");
        }
    }

    /** True if a key can be found by this. */
    public static boolean isPrefix(String prefix) {
        return PREFIX.matcher(prefix).matches();
    }

    /** True if it is taken at this moment. */
    public boolean isValid(Instant now) {
        return revokedAt.isEmpty()
                && expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
    }

    /** From when on it is not taken any more; empty for never. */
    Optional<Instant> endsAt() {
        return Stream.concat(expiresAt.stream(), revokedAt.stream()).min(Comparator.naturalOrder());
    }

    AccessKey expiring(Instant at) {
        Optional<Instant> end = Optional.of(expiresAt.filter(at::isAfter).orElse(at));
        return new AccessKey(id, prefix, name, hash, scopes, services, createdBy, createdAt, end, revokedAt, seenAt);
    }

    AccessKey revoked(Instant at) {
        return new AccessKey(
                id, prefix, name, hash, scopes, services, createdBy, createdAt, expiresAt, Optional.of(at), seenAt);
    }

    AccessKey seen(Instant at) {
        Optional<Instant> latest = Optional.of(seenAt.filter(at::isBefore).orElse(at));
        return new AccessKey(
                id, prefix, name, hash, scopes, services, createdBy, createdAt, expiresAt, revokedAt, latest);
    }
}
