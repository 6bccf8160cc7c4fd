package io.healthmon.javalin.wire;

import io.healthmon.access.AccessKey;
import io.healthmon.access.Scope;
import io.healthmon.javalin.auth.ApiKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/keys}: who has which key. No key itself.
 *
 * @param configured those of the configuration, which can't be changed here
 */
public record KeysBody(List<Item> keys, List<Configured> configured, int count, Instant timestamp) {

    /** The body of these. */
    public static KeysBody of(List<AccessKey> keys, List<ApiKey> configured, Instant now) {
        return new KeysBody(
                keys.stream().map(key -> Item.of(key, now)).toList(),
                configured.stream().map(Configured::of).toList(),
                keys.size(),
                now);
    }

    private static List<String> words(Collection<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::word).toList();
    }

    /**
     * One that was made.
     *
     * @param key the key itself; seen here and never again
     */
    public record Made(String message, String key, Item details) {}

    /** One that was changed. */
    public record One(String message, Item details) {}

    /** One of the configuration; no {@code services} and {@code labels} are all. */
    public record Configured(String name, List<String> scopes, List<String> services, Map<String, String> labels) {
        static Configured of(ApiKey key) {
            return new Configured(
                    key.name(),
                    words(key.scopes()),
                    key.services().services(),
                    key.services().labels());
        }
    }

    /**
     * One.
     *
     * @param prefix how it begins, behind {@code hm_}
     * @param services no {@code services} and {@code labels} are all
     * @param status {@code valid}, {@code expired} or {@code revoked}
     * @param seenAt when it was last used, to a minute or so; null if never
     */
    public record Item(
            String id,
            String name,
            String prefix,
            List<String> scopes,
            List<String> services,
            Map<String, String> labels,
            String status,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable Instant seenAt) {

        /** One as it is at this moment. */
        public static Item of(AccessKey key, Instant now) {
            return new Item(
                    key.id().toString(),
                    key.name(),
                    key.prefix(),
                    words(key.scopes()),
                    key.services().services(),
                    key.services().labels(),
                    key.revokedAt().isPresent() ? "revoked" : key.isValid(now) ? "valid" : "expired",
                    key.createdBy(),
                    key.createdAt(),
                    key.expiresAt().orElse(null),
                    key.revokedAt().orElse(null),
                    key.seenAt().orElse(null));
        }
    }
}
