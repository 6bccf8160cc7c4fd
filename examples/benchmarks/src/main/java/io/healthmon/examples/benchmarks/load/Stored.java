package io.healthmon.examples.benchmarks.load;

import io.healthmon.examples.benchmarks.farm.FarmLedger;
import io.healthmon.examples.benchmarks.machine.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * What the table holds, against what the farm served.
 *
 * @param rows checks in the table
 * @param served answers that the farm gave
 * @param missing answers that no row has
 * @param twice rows that have an answer which another row has too
 * @param bytesPerRow what a row takes on disk, with all indexes
 */
record Stored(long rows, long served, long missing, long twice, double bytesPerRow) {

    private static final String ANSWERS =
            "select service_name, count(*), count(distinct checks->>'served') from service_health_checks"
                    + " where checks ? 'served' group by service_name";
    private static final String SIZE =
            "select sum(pg_total_relation_size(inhrelid)) from pg_inherits where inhparent = 'service_health_checks'::regclass";

    private record Counts(long rows, long answers) {
        static final Counts NONE = new Counts(0, 0);
    }

    /**
     * Looks.
     *
     * @param numbered whether bodies carry the numbers of their requests; if not, only rows are counted
     */
    static Stored look(PostgresServer server, FarmLedger ledger, boolean numbered) {
        server.run("checkpoint");
        long rows = server.number("select count(*) from service_health_checks");
        double bytes = rows == 0 ? 0 : (double) server.number(SIZE) / rows;
        if (!numbered) {
            return new Stored(rows, ledger.served(), Math.max(0, ledger.served() - rows), 0, bytes);
        }
        Map<String, Counts> stored = answers(server);
        long missing = 0;
        long twice = 0;
        for (Map.Entry<String, FarmLedger.Entry> service : ledger.services().entrySet()) {
            Counts counts = stored.getOrDefault(service.getKey(), Counts.NONE);
            missing += Math.max(0, service.getValue().served() - counts.answers());
            twice += counts.rows() - counts.answers();
        }
        return new Stored(rows, ledger.served(), missing, twice, bytes);
    }

    private static Map<String, Counts> answers(PostgresServer server) {
        Map<String, Counts> counts = new HashMap<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ANSWERS)) {
            while (rows.next()) {
                counts.put(rows.getString(1), new Counts(rows.getLong(2), rows.getLong(3)));
            }
            return counts;
        } catch (SQLException e) {
            throw new IllegalStateException("the table can't be read", e);
        }
    }
}
