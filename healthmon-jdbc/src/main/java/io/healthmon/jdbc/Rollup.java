package io.healthmon.jdbc;

import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.StatusCounts;
import java.time.Instant;

/**
 * What a service's checks of an hour, or of a day, come to.
 *
 * @param service the service
 * @param start where the hour or the day begins, UTC
 * @param counts how many found it how; one or more in all
 * @param times how long the operational ones took; not to be changed any more
 */
record Rollup(String service, Instant start, StatusCounts counts, ResponseTimes times) {

    /** Of one check, in its hour. */
    static Rollup of(CheckResult check) {
        ResponseTimes times = new ResponseTimes();
        if (check.evaluation().status().operational()) {
            times.add(check.responseTimeMillis());
        }
        StatusCounts one = StatusCounts.one(check.evaluation().status(), check.timestamp());
        return new Rollup(check.service(), Marks.hour(check.timestamp()), one, times);
    }

    /** Both together, under this one's start. */
    Rollup plus(Rollup other) {
        ResponseTimes both = new ResponseTimes();
        both.add(times);
        both.add(other.times);
        return new Rollup(service, start, counts.plus(other.counts), both);
    }

    /** The first of its checks. */
    Instant firstAt() {
        return counts.first().orElse(start);
    }
}
