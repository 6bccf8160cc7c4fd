package io.healthmon.javalin.page;

import io.healthmon.store.Latencies;
import io.healthmon.store.SeriesReader.Bucket;
import io.healthmon.store.SeriesReader.SeriesQuery;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.StoredAlert;
import io.healthmon.store.StoredCheck;
import java.util.List;

/**
 * What the store knows of a service.
 *
 * @param day its checks of the last 24 hours
 * @param quarter … of the last 90 days
 * @param latencies how long those of the last 24 hours took
 * @param query what the chart is of
 * @param series the same, piece by piece
 * @param checks its newest checks, newest first
 * @param alerts its newest alerts, newest first
 */
public record ServicePast(
        StatusCounts day,
        StatusCounts quarter,
        Latencies latencies,
        SeriesQuery query,
        List<Bucket> series,
        List<StoredCheck> checks,
        List<StoredAlert> alerts) {

    /** So many alerts are asked for. */
    public static final int MOST_ALERTS = 100;

    public ServicePast {
        series = List.copyOf(series);
        checks = List.copyOf(checks);
        alerts = List.copyOf(alerts);
    }
}
