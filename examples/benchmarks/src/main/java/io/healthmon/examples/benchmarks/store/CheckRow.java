package io.healthmon.examples.benchmarks.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A row of the check log, of a stream-bot that is well.
 *
 * @param id its number
 * @param service the service's name
 * @param checks its components
 * @param responseTimeMillis how long it took
 * @param timestamp when it was checked, to the microsecond, as PostgreSQL keeps it
 */
record CheckRow(long id, String service, String checks, int responseTimeMillis, Instant timestamp) {

    CheckRow {
        timestamp = timestamp.truncatedTo(ChronoUnit.MICROS);
    }

    static final String STATUS = "healthy";
    static final String FORMAT = "seed";

    private static final String CHECKS = "{\"database\":\"healthy\",\"oauth_storage\":\"healthy\","
            + "\"token_refresh_service\":\"running\",\"bot_manager\":\"running\"}";
    private static final int MICROS_APART = 1_000;

    /** Rows in the order of their time: {@code services} in turn, a thousand a second. */
    static List<CheckRow> batch(long firstId, int count, int services, Instant start) {
        List<CheckRow> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long id = firstId + i;
            rows.add(new CheckRow(
                    id,
                    String.format(Locale.ROOT, "service-%06d", id % services),
                    CHECKS,
                    (int) (id % 97) + 1,
                    start.plusNanos(id * MICROS_APART * 1_000L)));
        }
        return rows;
    }
}
