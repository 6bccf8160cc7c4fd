package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_MAINTENANCE;

import io.healthmon.alert.Ending;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.MaintenanceWindow.Once;
import io.healthmon.alert.MaintenanceWindow.Recurring;
import io.healthmon.alert.MaintenanceWindow.When;
import io.healthmon.jdbc.generated.tables.HealthmonMaintenance;
import io.healthmon.jdbc.generated.tables.records.HealthmonMaintenanceRecord;
import io.healthmon.store.ContextStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The maintenance windows that are kept. */
final class MaintenanceRows {

    private static final HealthmonMaintenance ROWS = HEALTHMON_MAINTENANCE;

    private MaintenanceRows() {}

    static int put(DSLContext context, MaintenanceWindow window) {
        HealthmonMaintenanceRecord row = new HealthmonMaintenanceRecord();
        row.setId(window.id());
        row.setName(window.name());
        row.setMatcher(MatcherJson.write(window.matcher()));
        row.setAuthor(window.author());
        row.setReason(window.reason());
        row.setCreatedAt(window.createdAt());
        if (window.when() instanceof Once once) {
            row.setStartsAt(once.from());
            row.setEndsAt(once.to());
        } else if (window.when() instanceof Recurring recurring) {
            row.setCron(recurring.cron());
            row.setZone(recurring.zone());
            row.setDurationS(recurring.duration().toSeconds());
        }
        window.ended().ifPresent(ending -> {
            row.setEndedAt(ending.at());
            row.setEndedBy(ending.by());
        });
        return context.insertInto(ROWS).set(row).onConflictDoNothing().execute();
    }

    static Optional<MaintenanceWindow> end(DSLContext transaction, UUID id, Ending ending) {
        transaction
                .update(ROWS)
                .set(ROWS.ENDED_AT, ending.at())
                .set(ROWS.ENDED_BY, ending.by())
                .where(ROWS.ID.eq(id), ROWS.ENDED_AT.isNull())
                .execute();
        return transaction.selectFrom(ROWS).where(ROWS.ID.eq(id)).fetchOptional(MaintenanceRows::window);
    }

    static List<MaintenanceWindow> all(DSLContext context) {
        return context.selectFrom(ROWS)
                .orderBy(DSL.field(ROWS.ENDED_AT.isNotNull()), ROWS.CREATED_AT.desc(), ROWS.ID)
                .limit(ContextStore.MOST)
                .fetch(MaintenanceRows::window);
    }

    /** Forgets those that were over before a moment: how many are gone, {@code limit} at most. */
    static int forget(DSLContext transaction, Instant oldest, int limit) {
        return transaction
                .deleteFrom(ROWS)
                .where(ROWS.ID.in(DSL.select(ROWS.ID)
                        .from(ROWS)
                        .where(ROWS.ENDS_AT.lt(oldest).or(ROWS.ENDED_AT.lt(oldest)))
                        .limit(DSL.inline(limit))))
                .execute();
    }

    private static MaintenanceWindow window(HealthmonMaintenanceRecord row) {
        return new MaintenanceWindow(
                row.getId(),
                row.getName(),
                MatcherJson.read(row.getMatcher()),
                row.getAuthor(),
                row.getReason(),
                row.getCreatedAt(),
                when(row),
                SilenceRows.ending(Optional.ofNullable(row.getEndedBy()), Optional.ofNullable(row.getEndedAt())));
    }

    private static When when(HealthmonMaintenanceRecord row) {
        Instant from = row.getStartsAt();
        Instant to = row.getEndsAt();
        return from != null && to != null
                ? new Once(from, to)
                : new Recurring(row.getCron(), row.getZone(), Duration.ofSeconds(row.getDurationS()));
    }
}
