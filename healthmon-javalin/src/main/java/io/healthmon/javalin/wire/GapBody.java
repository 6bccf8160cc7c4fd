package io.healthmon.javalin.wire;

import io.healthmon.store.Gap;
import io.healthmon.store.StoredGap;
import java.time.Instant;

/**
 * A time of a service of which checks are not recorded; they count neither way.
 *
 * @param kind why not: {@code given_up}, {@code not_observed}, {@code held_up} or {@code monitor_fault}
 * @param from the first check that is missing, or the last one before nobody looked
 * @param to the last check that is missing, or the first one after nobody had looked
 * @param checks how many are missing; 0 if none were made
 */
public record GapBody(String serviceName, String kind, Instant from, Instant to, long checks) {

    static GapBody of(StoredGap gap) {
        return new GapBody(gap.service(), gap.kind().word(), gap.from(), gap.to(), gap.checks());
    }

    static GapBody of(String service, Gap gap) {
        return of(StoredGap.of(service, gap));
    }
}
