package io.healthmon.jdbc;

import io.healthmon.store.Latencies;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/** How long a service's operational checks took in a time. See {@link CountChecks}. */
final class SelectLatencies {

    private SelectLatencies() {}

    /**
     * @param snapshot sees one moment
     */
    static Latencies run(DSLContext snapshot, String service, Instant from, Instant to) {
        Sources sources = SelectCoverage.run(snapshot, from, to).of(from, to);
        ResponseTimes times = new ResponseTimes();
        addRolledUp(times, snapshot, service, sources.rolledUp());
        SelectResponseTimes.addTo(times, snapshot, service, sources.rows());
        return times.latencies();
    }

    private static void addRolledUp(ResponseTimes times, DSLContext snapshot, String service, List<Span> hours) {
        if (!hours.isEmpty()) {
            snapshot.select(SelectRollups.NAMED.RESPONSE_TIMES)
                    .from(SelectRollups.of(service, hours))
                    .where(SelectRollups.NAMED.RESPONSE_TIMES.isNotNull())
                    .forEach(row -> times.add(ResponseTimes.of(row.value1())));
        }
    }
}
