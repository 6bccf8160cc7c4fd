package io.healthmon.javalin.wire;

import io.healthmon.access.AccessStore;
import io.healthmon.access.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/audit}, newest first.
 *
 * @param next the {@code before} of the page behind this one; null if this one is the last
 */
public record AuditBody(
        List<Item> entries,
        int count,
        Filters filters,
        @Nullable Long next) {

    /** The body of these entries. */
    public static AuditBody of(List<AccessStore.Numbered> found, int limit, Optional<Long> before) {
        return new AuditBody(
                found.stream().map(Item::of).toList(),
                found.size(),
                new Filters(limit, before.orElse(null)),
                found.size() == limit ? found.get(found.size() - 1).number() : null);
    }

    /** What was asked for; {@code before} is null for the newest. */
    public record Filters(int limit, @Nullable Long before) {}

    /** One. */
    public record Item(
            long number,
            Instant at,
            String who,
            String from,
            String action,
            @Nullable String subject,
            @Nullable String detail) {

        static Item of(AccessStore.Numbered numbered) {
            AuditEntry entry = numbered.entry();
            return new Item(
                    numbered.number(),
                    entry.at(),
                    entry.who(),
                    entry.from(),
                    entry.action(),
                    entry.subject().orElse(null),
                    entry.detail().orElse(null));
        }
    }
}
