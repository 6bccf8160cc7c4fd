package io.healthmon.jdbc;

import io.healthmon.store.StatusCounts;
import java.time.Instant;
import org.jooq.DSLContext;

/**
 * Counts a service's checks in a time: from the rollups where these tell, and from the rows of the few hours of which they don't, so
 * that the cost does not depend on how many rows there are.
 */
final class CountChecks {

    private CountChecks() {}

    /**
     * @param snapshot sees one moment: no check moves from the rows to the rollups meanwhile
     */
    static StatusCounts run(DSLContext snapshot, String service, Instant from, Instant to) {
        Sources sources = SelectCoverage.run(snapshot, from, to).of(from, to);
        return SumRollups.run(snapshot, service, sources.rolledUp())
                .plus(CountRows.run(snapshot, service, sources.rows()));
    }
}
