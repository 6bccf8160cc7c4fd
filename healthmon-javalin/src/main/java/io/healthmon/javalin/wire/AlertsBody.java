package io.healthmon.javalin.wire;

import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.store.StoredAlert;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/health/alerts}, newest first.
 *
 * @param staleSince since when nothing is recorded; else null
 * @param resolvedSince where memory answers, which resolved alerts it knows: those that were resolved since then; else null
 */
public record AlertsBody(
        List<Item> alerts,
        int count,
        Filters filters,
        @Nullable Instant staleSince,
        @Nullable Instant resolvedSince) {

    /** The body of these rows. */
    public static AlertsBody recorded(List<StoredAlert> rows, Filters filters, Optional<Instant> staleSince) {
        return new AlertsBody(
                rows.stream().map(row -> Item.of(row.id(), row.alert())).toList(),
                rows.size(),
                filters,
                staleSince.orElse(null),
                null);
    }

    /** The body of alerts that memory knows; their rows it does not. */
    public static AlertsBody remembered(
            List<Alert> alerts, Filters filters, Instant staleSince, Optional<Instant> resolvedSince) {
        return new AlertsBody(
                alerts.stream().map(alert -> Item.of(null, alert)).toList(),
                alerts.size(),
                filters,
                staleSince,
                resolvedSince.orElse(null));
    }

    /** What was asked for; {@code service} is null for all. */
    public record Filters(String status, @Nullable String service, int limit) {}

    /**
     * One alert, as it is now.
     *
     * @param id null where the store could not be asked
     * @param acknowledgement who sees to it; null if nobody said so
     * @param flapping true while it is held open because the service flaps
     * @param channels the channels that it was given to
     */
    public record Item(
            @Nullable Long id,
            String serviceName,
            String severity,
            String message,
            String status,
            Instant triggeredAt,
            @Nullable Instant resolvedAt,
            @Nullable String acknowledgedBy,
            @Nullable Instant acknowledgedAt,
            @Nullable String acknowledgement,
            boolean flapping,
            Collection<String> channels) {

        static Item of(@Nullable Long id, Alert alert) {
            return new Item(
                    id,
                    alert.service(),
                    alert.severity().word(),
                    alert.message(),
                    alert.active() ? "active" : "resolved",
                    alert.triggeredAt(),
                    alert.resolvedAt().orElse(null),
                    alert.acknowledgement().map(Acknowledgement::by).orElse(null),
                    alert.acknowledgement().map(Acknowledgement::at).orElse(null),
                    alert.acknowledgement().map(Acknowledgement::note).orElse(null),
                    alert.flapping(),
                    alert.channels());
        }
    }
}
