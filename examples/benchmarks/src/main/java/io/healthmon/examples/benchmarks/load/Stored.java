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
 * @param unexplained those of them that no row of the same service stands for which says that none came: an answer that came after
 *     the check's deadline was served, and not seen
 * @param twice rows that have an answer which another row has too
 * @param bytesPerRow what a row takes on disk, with all indexes
 */
record Stored(long rows, long served, long missing, long unexplained, long twice, double bytesPerRow) {

    private static final String ANSWERS =
            "select service_name, count(*) filter (where checks ? 'served'), count(distinct checks->>'served'),"
                    + " count(*) filter (where not checks ? 'served') from service_health_checks group by service_name";
    private static final String SIZE =
            "select sum(pg_total_relation_size(inhrelid)) from pg_inherits where inhparent = 'service_health_checks'::regclass"
                    // Those of the days to come are made ahead, and empty.
                    + " and pg_relation_size(inhrelid) > 0";

    private record Counts(long numbered, long answers, long others) {
        static final Counts NONE = new Counts(0, 0, 0);
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
            long missing = Math.max(0, ledger.served() - rows);
            return new Stored(rows, ledger.served(), missing, missing, 0, bytes);
        }
        Map<String, Counts> stored = answers(server);
        long missing = 0;
        long unexplained = 0;
        long twice = 0;
        for (Map.Entry<String, FarmLedger.Entry> service : ledger.services().entrySet()) {
            Counts counts = stored.getOrDefault(service.getKey(), Counts.NONE);
            long gap = Math.max(0, service.getValue().served() - counts.answers());
            missing += gap;
            unexplained += Math.max(0, gap - counts.others());
            twice += counts.numbered() - counts.answers();
        }
        return new Stored(rows, ledger.served(), missing, unexplained, twice, bytes);
    }

    private static Map<String, Counts> answers(PostgresServer server) {
        Map<String, Counts> counts = new HashMap<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ANSWERS)) {
            while (rows.next()) {
                counts.put(rows.getString(1), new Counts(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
            }
            return counts;
        } catch (SQLException e) {
            throw new IllegalStateException("the table can't be read", e);
        }
    }
}
