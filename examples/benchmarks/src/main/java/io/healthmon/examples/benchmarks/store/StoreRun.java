package io.healthmon.examples.benchmarks.store;

import io.healthmon.examples.benchmarks.machine.PostgresServer;
import io.healthmon.examples.benchmarks.machine.ProcessTree;
import io.healthmon.jdbc.PostgresStore;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.Step;
import io.healthmon.store.Store;
import io.healthmon.store.StoreWriter;
import io.healthmon.target.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Inserts the same rows by each way, into tables that are emptied before. */
final class StoreRun implements AutoCloseable {

    private static final String STATE_OPTIONS =
            " with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000)";

    private final PostgresServer server;
    private final int services;
    private final Store store;
    private final StoreWriter writer;
    private long lastNumber;
    private final Connection plain;
    private final Connection rewriting;

    /** Each run's rows are later than those before it, as the product's writer demands. */
    private Instant start = Instant.now();

    /**
     * A way of inserting.
     *
     * @param name for the report
     * @param batches inserts a batch as a transaction
     */
    record Way(String name, Batches batches) {}

    /** Inserts a batch as a transaction. */
    interface Batches {
        void commit(List<CheckRow> rows) throws SQLException;
    }

    /**
     * What a run took.
     *
     * @param rowsPerSecond by the wall clock
     * @param clientMicros CPU time of this process for each row
     * @param databaseMicros CPU time of PostgreSQL for each row, its checkpoint at the end included
     */
    record Cost(double rowsPerSecond, double clientMicros, double databaseMicros) {}

    StoreRun(PostgresServer server, int services) throws SQLException {
        this.server = server;
        this.services = services;
        store = PostgresStore.builder(server.url(), server.user(), Secret.of(server.password()))
                .build();
        writer = store.openWriter(UUID.randomUUID());
        plain = server.connect();
        plain.setAutoCommit(false);
        rewriting = DriverManager.getConnection(
                server.url() + "?reWriteBatchedInserts=true", server.user(), server.password());
        rewriting.setAutoCommit(false);
        server.run(
                "create table bench_state_wide (service_name varchar(100) primary key, check_id bigint, status varchar(20),"
                        + " checks jsonb, response_time_ms integer, checked_at timestamptz, body_format varchar(30))"
                        + STATE_OPTIONS);
        server.run("create table bench_state_narrow (service_name varchar(100) primary key, check_id bigint,"
                + " checked_at timestamptz)" + STATE_OPTIONS);
    }

    List<Way> ways() {
        return List.of(
                way("INSERT, row by row", plain, Inserts::rowByRow),
                way("INSERT, rewritten batch", rewriting, Inserts::batch),
                way("unnest", plain, Unnest::checks),
                way("binary COPY", plain, BinaryCopy::checks),
                way("binary COPY, narrow states", plain, ((Insertion) BinaryCopy::checks).and(Unnest::narrowStates)),
                way("binary COPY, wide states", plain, ((Insertion) BinaryCopy::checks).and(Unnest::wideStates)),
                new Way("the product's StoreWriter.commit", rows -> writer.commit(numbered(ProductSteps.of(rows)))));
    }

    private List<NumberedStep> numbered(List<Step> steps) {
        List<NumberedStep> numbered = new ArrayList<>(steps.size());
        for (Step step : steps) {
            lastNumber++;
            numbered.add(new NumberedStep(lastNumber, step));
        }
        return numbered;
    }

    private static Way way(String name, Connection connection, Insertion insertion) {
        return new Way(name, rows -> {
            insertion.insert(connection, rows);
            connection.commit();
        });
    }

    /** Inserts, a tenth more before it is measured. */
    Cost measure(Way way, int rows, int batch) throws SQLException {
        server.run("truncate service_health_checks");
        server.run("checkpoint");
        insert(way, batches(Math.max(batch, rows / 10), batch));
        List<List<CheckRow>> batches = batches(rows, batch);
        ProcessTree client = ProcessTree.self();
        double clientCpu = client.cpuSeconds();
        double databaseCpu = server.processes().cpuSeconds();
        long nanos = System.nanoTime();
        insert(way, batches);
        double seconds = (System.nanoTime() - nanos) / 1e9;
        clientCpu = client.cpuSeconds() - clientCpu;
        server.run("checkpoint");
        databaseCpu = server.processes().cpuSeconds() - databaseCpu;
        return new Cost(rows / seconds, clientCpu * 1e6 / rows, databaseCpu * 1e6 / rows);
    }

    private List<List<CheckRow>> batches(int rows, int batch) {
        List<List<CheckRow>> all = new ArrayList<>();
        for (int done = 0; done < rows; done += batch) {
            all.add(CheckRow.batch(done, Math.min(batch, rows - done), services, start));
        }
        start = start.plusSeconds(rows / 1_000 + 1);
        return all;
    }

    private static void insert(Way way, List<List<CheckRow>> batches) throws SQLException {
        for (List<CheckRow> batch : batches) {
            way.batches().commit(batch);
        }
    }

    @Override
    public void close() throws SQLException {
        plain.close();
        rewriting.close();
        store.close();
    }
}
