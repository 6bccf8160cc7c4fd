package io.healthmon.store;

import io.healthmon.store.UptimeReader.HourlyCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A store's hourly counts as a list. */
public final class Hours {

    private Hours() {}

    /** All since {@code from}. */
    public static List<HourlyCounts> of(Store store, Instant from) {
        List<HourlyCounts> hours = new ArrayList<>();
        store.hourlyCounts(from, hours::add);
        return hours;
    }
}
