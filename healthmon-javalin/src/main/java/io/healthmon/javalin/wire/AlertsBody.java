package io.healthmon.javalin.wire;

import io.healthmon.alert.Alert;
import io.healthmon.store.StoredAlert;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/health/alerts}, newest first. */
public record AlertsBody(List<Item> alerts, int count, Filters filters) {

    /** The body of these rows. */
    public static AlertsBody of(List<StoredAlert> rows, Filters filters) {
        return new AlertsBody(rows.stream().map(Item::of).toList(), rows.size(), filters);
    }

    /** What was asked for; {@code service} is null for all. */
    public record Filters(String status, @Nullable String service, int limit) {}

    /** One alert, as it is now. */
    public record Item(
            long id,
            String serviceName,
            String severity,
            String message,
            String status,
            Instant triggeredAt,
            @Nullable Instant resolvedAt) {

        static Item of(StoredAlert row) {
            Alert alert = row.alert();
            return new Item(
                    row.id(),
                    alert.service(),
                    alert.severity().word(),
                    alert.message(),
                    alert.active() ? "active" : "resolved",
                    alert.triggeredAt(),
                    alert.resolvedAt().orElse(null));
        }
    }
}
