package io.healthmon.javalin.wire;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.CheckReader.Position;
import io.healthmon.store.StoredCheck;
import io.healthmon.store.StoredGap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/health/history}, newest first.
 *
 * @param gaps the times that these rows span of which checks are not recorded, those that ended last first; at most 1,000
 * @param next the {@code cursor} of the page behind this one; null if this one is the last
 * @param from how far back it goes, where more was asked for than is kept; else null
 */
public record HistoryBody(
        List<Item> history,
        List<GapBody> gaps,
        int count,
        Filters filters,
        @Nullable String next,
        @Nullable Instant from) {

    /** The body of these rows. */
    public static HistoryBody of(
            List<StoredCheck> rows, List<StoredGap> gaps, Filters filters, Optional<Instant> from) {
        ChecksBudget budget = new ChecksBudget("ask for fewer rows");
        // A full page may be the last one too: then the next is empty, and says so.
        boolean full = rows.size() == filters.limit();
        return new HistoryBody(
                rows.stream().map(row -> Item.of(row, budget)).toList(),
                gaps.stream().map(GapBody::of).toList(),
                rows.size(),
                filters,
                full ? Cursor.of(Position.of(rows.get(rows.size() - 1))) : null,
                from.orElse(null));
    }

    /** What was asked for; {@code service} is null for all. */
    public record Filters(@Nullable String service, int hours, int limit) {}

    /** One recorded check. */
    public record Item(
            long id,
            String serviceName,
            String status,
            @JsonRawValue String checks,
            int responseTimeMs,
            Instant timestamp,
            @Nullable String reason,
            @Nullable String message) {

        static Item of(StoredCheck row, ChecksBudget budget) {
            CheckResult check = row.check();
            Finding finding = Finding.of(check);
            return new Item(
                    row.id(),
                    check.service(),
                    finding.status(),
                    budget.admit(finding.checks()),
                    check.responseTimeMillis(),
                    check.timestamp(),
                    finding.reason(),
                    finding.message());
        }
    }
}
