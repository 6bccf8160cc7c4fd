package io.healthmon.javalin.wire;

import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Suppression;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/health/suppressions}: what would have happened to alerts and did not, newest first. */
public record SuppressionsBody(List<Item> suppressions, int count, Filters filters) {

    /** The body of these. */
    public static SuppressionsBody of(List<Suppression> found, Filters filters) {
        return new SuppressionsBody(found.stream().map(Item::of).toList(), found.size(), filters);
    }

    /** What was asked for; {@code service} is null for all. */
    public record Filters(@Nullable String service, int hours, int limit) {}

    /**
     * One.
     *
     * @param cause what kept the alert from being opened or told
     * @param because which one; null where the cause says it all
     * @param alert the alert that lists it; null if there is none
     */
    public record Item(
            String serviceName,
            Instant at,
            String cause,
            @Nullable String because,
            @Nullable Listing alert,
            String rule,
            Map<String, String> facts,
            List<Counted> checks,
            String sentence) {

        static Item of(Suppression suppression) {
            return new Item(
                    suppression.service(),
                    suppression.at(),
                    suppression.cause().word(),
                    suppression.because().orElse(null),
                    suppression.alert().map(Listing::of).orElse(null),
                    suppression.why().rule(),
                    suppression.why().facts(),
                    Counted.of(suppression.why().checks()),
                    suppression.why().sentence());
        }
    }

    /** The alert that lists it. */
    public record Listing(String serviceName, Instant triggeredAt) {
        static Listing of(AlertKey key) {
            return new Listing(key.service(), key.triggeredAt());
        }
    }
}
