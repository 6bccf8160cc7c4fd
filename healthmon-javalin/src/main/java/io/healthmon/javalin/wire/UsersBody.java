package io.healthmon.javalin.wire;

import io.healthmon.access.ExternalIdentity;
import io.healthmon.access.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/users}, by name. */
public record UsersBody(List<Item> users, int count) {

    /** The body of these. */
    public static UsersBody of(List<User> users) {
        return new UsersBody(users.stream().map(Item::of).toList(), users.size());
    }

    /** One that was made or changed. */
    public record One(String message, Item user) {

        /** The body of this one. */
        public static One of(String message, User user) {
            return new One(message, Item.of(user));
        }
    }

    /**
     * One. Nothing of it is a secret: what is kept of a password or a one-time secret stays where it is.
     *
     * @param password true if there is one
     * @param totp true if one-time codes are asked for
     * @param issuer the login provider that knows the user; else null
     */
    public record Item(
            String id,
            String name,
            String role,
            boolean enabled,
            boolean password,
            boolean totp,
            @Nullable String issuer,
            Instant createdAt) {

        static Item of(User user) {
            return new Item(
                    user.id().toString(),
                    user.name(),
                    user.role().word(),
                    user.enabled(),
                    user.password().isPresent(),
                    user.totp().isPresent(),
                    user.external().map(ExternalIdentity::issuer).orElse(null),
                    user.createdAt());
        }
    }
}
