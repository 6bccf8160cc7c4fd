package io.healthmon.javalin.wire;

import io.healthmon.alert.Ending;
import io.healthmon.alert.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/health/silences}, newest first.
 *
 * @param staleSince where memory answers: since when the store is away; else null
 */
public record SilencesBody(
        List<Item> silences,
        int count,
        Instant timestamp,
        @Nullable Instant staleSince) {

    /** The body of these. */
    public static SilencesBody of(List<Silence> silences, Instant now, Optional<Instant> staleSince) {
        return new SilencesBody(
                silences.stream().map(silence -> Item.of(silence, now)).toList(),
                silences.size(),
                now,
                staleSince.orElse(null));
    }

    /** One that was made or ended. */
    public record One(String message, Item silence) {

        /** The body of this one. */
        public static One of(String message, Silence silence, Instant now) {
            return new One(message, Item.of(silence, now));
        }
    }

    /**
     * One.
     *
     * @param status {@code pending}, {@code active} or {@code over}
     * @param endedBy who ended it before its time; else null
     */
    public record Item(
            String id,
            List<String> services,
            Map<String, String> labels,
            String author,
            String reason,
            Instant createdAt,
            Instant startsAt,
            Instant endsAt,
            String status,
            @Nullable String endedBy,
            @Nullable Instant endedAt) {

        static Item of(Silence silence, Instant now) {
            return new Item(
                    silence.id().toString(),
                    silence.matcher().services(),
                    silence.matcher().labels(),
                    silence.author(),
                    silence.reason(),
                    silence.createdAt(),
                    silence.startsAt(),
                    silence.endsAt(),
                    silence.isOver(now) ? "over" : silence.contains(now) ? "active" : "pending",
                    silence.ended().map(Ending::by).orElse(null),
                    silence.ended().map(Ending::at).orElse(null));
        }
    }
}
