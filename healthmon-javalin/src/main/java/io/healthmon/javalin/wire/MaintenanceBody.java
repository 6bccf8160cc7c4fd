package io.healthmon.javalin.wire;

import io.healthmon.alert.Ending;
import io.healthmon.alert.MaintenanceWindow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/health/maintenance}: those of the configuration, then the others, newest first.
 *
 * @param staleSince where memory answers: since when the store is away; else null
 */
public record MaintenanceBody(
        List<Item> maintenance,
        int count,
        Instant timestamp,
        @Nullable Instant staleSince) {

    /** The body of these. */
    public static MaintenanceBody of(List<MaintenanceWindow> windows, Instant now, Optional<Instant> staleSince) {
        return new MaintenanceBody(
                windows.stream().map(window -> Item.of(window, now)).toList(),
                windows.size(),
                now,
                staleSince.orElse(null));
    }

    /** One that was made or ended. */
    public record One(String message, Item maintenance) {

        /** The body of this one. */
        public static One of(String message, MaintenanceWindow window, Instant now) {
            return new One(message, Item.of(window, now));
        }
    }

    /**
     * One.
     *
     * @param startsAt its beginning; null for one that recurs
     * @param endsAt its end; null likewise
     * @param cron when it begins, again and again; null for one that is once
     * @param zone on whose clocks; null likewise
     * @param durationSeconds how long it goes on each time
     * @param status {@code pending}, {@code active}, {@code over} or {@code recurring}
     * @param endedBy who ended it before its time; else null
     */
    public record Item(
            String id,
            String name,
            List<String> services,
            Map<String, String> labels,
            String author,
            String reason,
            Instant createdAt,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            @Nullable String cron,
            @Nullable String zone,
            long durationSeconds,
            String status,
            @Nullable String endedBy,
            @Nullable Instant endedAt) {

        static Item of(MaintenanceWindow window, Instant now) {
            MaintenanceWindow.@Nullable Once once = window.when() instanceof MaintenanceWindow.Once its ? its : null;
            MaintenanceWindow.@Nullable Recurring recurring =
                    window.when() instanceof MaintenanceWindow.Recurring its ? its : null;
            return new Item(
                    window.id().toString(),
                    window.name(),
                    window.matcher().services(),
                    window.matcher().labels(),
                    window.author(),
                    window.reason(),
                    window.createdAt(),
                    once == null ? null : once.from(),
                    once == null ? null : once.to(),
                    recurring == null ? null : recurring.cron(),
                    recurring == null ? null : recurring.zone(),
                    seconds(once, recurring),
                    status(window, once, now),
                    window.ended().map(Ending::by).orElse(null),
                    window.ended().map(Ending::at).orElse(null));
        }

        private static long seconds(
                MaintenanceWindow.@Nullable Once once, MaintenanceWindow.@Nullable Recurring recurring) {
            if (once != null) {
                return java.time.Duration.between(once.from(), once.to()).toSeconds();
            }
            return recurring == null ? 0 : recurring.duration().toSeconds();
        }

        private static String status(MaintenanceWindow window, MaintenanceWindow.@Nullable Once once, Instant now) {
            if (window.isOver(now)) {
                return "over";
            }
            if (once == null) {
                return "recurring";
            }
            return now.isBefore(once.from()) ? "pending" : "active";
        }
    }
}
