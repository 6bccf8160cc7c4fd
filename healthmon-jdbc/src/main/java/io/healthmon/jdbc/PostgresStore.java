package io.healthmon.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.access.AccessStore;
import io.healthmon.alert.Ending;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.Silence;
import io.healthmon.alert.Suppression;
import io.healthmon.store.AlertStory;
import io.healthmon.store.Latencies;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.Store;
import io.healthmon.store.StoreException;
import io.healthmon.store.StoreWriter;
import io.healthmon.store.StoredAlert;
import io.healthmon.store.StoredCheck;
import io.healthmon.store.StoredGap;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The store on PostgreSQL, 15 to 18: the commission's two tables, and beside them the state of each service, counts and response times
 * of hours and days, gaps and alert events. The tables are made by {@link #openWriter(UUID)}; the role needs to own its database or its
 * schema, and nothing more. Where it finds the tables of the original service, it adopts them: what they hold is copied in the
 * background, and read from where it lies until then.
 *
 * <pre>{@code
 * Store store = PostgresStore.builder(dataSource).schema("monitoring").build();
 * }</pre>
 *
 * <p>Thread-safe. Every method blocks for at most a few seconds and throws a {@link io.healthmon.store.StoreException} that says
 * whether trying again may help; the first {@link #openWriter(UUID)} may take longer, if there is much to migrate.
 */
public final class PostgresStore implements Store {

    /** How long checks are kept unless told otherwise: 30 days. */
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(30);

    /** How long hourly and daily counts are kept unless told otherwise: 400 days, or as long as checks if that is longer. */
    public static final Duration DEFAULT_ROLLUP_RETENTION = Duration.ofDays(400);

    /** Of services that are rolled up at a time, to begin with and at most. */
    private static final int SERVICES = 100;

    private static final int MOST_SERVICES = 1_000;

    /** The writer, the ping and maintenance have a connection each, however many read. */
    private static final int NOT_FOR_READS = 3;

    private static final Shares OF_A_GIVEN_POOL = new Shares(2, 1);
    private static final Shares OF_ITS_OWN_POOL = new Shares(4, PostgresDataSources.CONNECTIONS - NOT_FOR_READS - 4);

    /**
     * How many connections there are for what.
     *
     * @param reads of the history, the alerts and what else people ask for
     * @param access of who may ask
     */
    private record Shares(int reads, int access) {}

    private final Database database;
    private final Reads reads;
    private final PostgresAccessStore access;
    private final SchemaMigration migration;
    private final Partitions partitions;
    private final Rollups rollups;
    private final Retention retention;
    private final Duration kept;
    private final MonitorClock clock;
    private final Adoption adoption;
    private final AdoptionThread adopting;
    private final ReadLog log;
    private final Runnable onClose;

    private PostgresStore(Builder builder) {
        database = new Database(builder.dataSource, builder.schema);
        reads = new Reads(database, builder.shares.reads());
        access = new PostgresAccessStore(new Reads(database, builder.shares.access()));
        migration = new SchemaMigration(
                builder.dataSource,
                builder.schema,
                () -> AdoptionWindow.of(builder.clock.wall(), builder.retention, builder.rollupsKept()));
        partitions = new Partitions(database);
        kept = builder.retention;
        rollups = new Rollups(database, builder.clock, new Portion(SERVICES, MOST_SERVICES));
        retention = new Retention(database, partitions, rollups, builder.clock, kept, builder.rollupsKept());
        clock = builder.clock;
        adoption = new Adoption(database, reads, partitions, builder.clock);
        adopting = new AdoptionThread(adoption, builder.clock, new AdoptionPace());
        log = new ReadLog(database, reads, adoption);
        onClose = builder.onClose;
    }

    /**
     * A store on a DataSource that stays the caller's to close.
     *
     * @param dataSource gives five connections at once: two for reads and three for the writer, the ping and maintenance; six if
     *     {@link #access()} is used; with fewer they wait for each other, and with less than three the tables can't be made. How long it waits for a connection is its own
     *     matter: at most two seconds suit ({@link PostgresDataSources} makes such a pool); one that is held for longer than three
     *     seconds by a commit or a read is aborted. Where the pool is not Hikari's, it should test a connection before it gives it.
     *     If its connections don't unwrap to the driver's {@code PGConnection}, checks are inserted rather than copied
     */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource, OF_A_GIVEN_POOL, () -> {});
    }

    /**
     * A store on a small pool of its own, which it closes.
     *
     * @param url {@code jdbc:postgresql://…}
     */
    public static Builder builder(String url, String user, Secret password) {
        HikariDataSource pool = PostgresDataSources.pooled(url, user, password);
        return new Builder(pool, OF_ITS_OWN_POOL, pool::close);
    }

    /**
     * Where users, sessions, keys and the audit are kept: in the same database, over a connection or two of its own. It is unavailable
     * until the tables are made. What is old of the audit goes with {@link #maintain}, as counts do.
     */
    public AccessStore access() {
        return access;
    }

    /**
     * Makes or updates the tables, and takes no pen: for those who come before the monitor, or beside it.
     *
     * @throws StoreException as {@link #openWriter}
     */
    public void makeTables() {
        database.run("migrate the tables", context -> {
            migration.run();
            return true;
        });
    }

    @Override
    public StoreWriter openWriter(UUID origin) {
        makeTables();
        partitions.makeAround(clock.wall(), kept);
        adoption.beforeOpening();
        StoreWriter writer = database.transaction("open a writer", transaction -> {
            long epoch = OpenEpoch.run(transaction);
            return new PostgresWriter(database, partitions, epoch, origin, OpenOrigin.run(transaction, origin));
        });
        adopting.start();
        return writer;
    }

    @Override
    public void ping() {
        database.run("reach the database", context -> context.fetchValue("select 1"));
    }

    @Override
    public void maintain(Instant now) {
        if (!database.run("look for the tables", TablesAreOurs::run)) {
            return; // those of these names are the original service's, as long as they are not adopted
        }
        Failures failures = new Failures();
        failures.unless(() -> partitions.makeAhead(now));
        failures.unless(() -> rollups.close(now));
        failures.unless(rollups::rollUp);
        failures.unless(() -> retention.fold(now));
        failures.unless(() -> retention.drop(now));
        failures.unless(() -> retention.forget(now));
        failures.throwIfAny();
    }

    /**
     * Computes anew what is kept beside the log, as far back as its rows all exist: the rollups and the states; and tells where they
     * differ, which they should not. May take long: it reads the log. A monitor may run meanwhile; what it has in memory of a state
     * that is put right stays what it was until it is started anew.
     *
     * @param repair whether to put right what differs
     * @param progress is told every now and then what is done
     * @throws StoreException if the database is away or was never used
     */
    public RebuildReport rebuild(boolean repair, Consumer<String> progress) {
        requireTables();
        return new Rebuild(database, rollups, adoption, repair, progress).run(clock.wall());
    }

    /**
     * Looks whether the tables are made, for those who don't want to make them.
     *
     * @throws StoreException if they are not, or the database is away
     */
    public void requireTables() {
        if (!database.run("look for the tables", TablesAreOurs::run)) {
            throw new StoreException.Unusable(
                    "there are no tables of healthmon in this database: start the monitor, which makes them",
                    new IllegalStateException("no tables"));
        }
    }

    @Override
    public List<StoredCheck> history(HistoryQuery query) {
        return reads.run(
                "read the history",
                context -> adoption.underWay(context)
                        .map(originals -> SelectHistoryOfBoth.run(context, originals, query))
                        .orElseGet(() -> SelectHistory.run(context, query)));
    }

    @Override
    public List<StoredAlert> alerts(AlertQuery query) {
        return reads.run("read the alerts", context -> SelectAlerts.run(context, query));
    }

    @Override
    public long activeAlerts() {
        return reads.run("count the active alerts", CountActiveAlerts::run);
    }

    @Override
    public List<StoredGap> gaps(GapQuery query) {
        return reads.run("read the gaps", context -> SelectGaps.run(context, query));
    }

    @Override
    public Optional<AlertStory> story(long id) {
        return reads.snapshot("read an alert's story", snapshot -> SelectStory.run(snapshot, id));
    }

    @Override
    public List<Suppression> suppressions(SuppressionQuery query) {
        return reads.run("read what was suppressed", context -> SelectSuppressions.run(context, query));
    }

    @Override
    public void put(Silence silence) {
        reads.run("keep a silence", context -> SilenceRows.put(context, silence));
    }

    @Override
    public void put(MaintenanceWindow window) {
        reads.run("keep a maintenance window", context -> MaintenanceRows.put(context, window));
    }

    @Override
    public Optional<Silence> endSilence(UUID id, Ending ending) {
        return reads.transaction("end a silence", transaction -> SilenceRows.end(transaction, id, ending));
    }

    @Override
    public Optional<MaintenanceWindow> endMaintenance(UUID id, Ending ending) {
        return reads.transaction(
                "end a maintenance window", transaction -> MaintenanceRows.end(transaction, id, ending));
    }

    @Override
    public List<Silence> silences() {
        return reads.run("read the silences", SilenceRows::all);
    }

    @Override
    public List<MaintenanceWindow> maintenanceWindows() {
        return reads.run("read the maintenance windows", MaintenanceRows::all);
    }

    @Override
    public StatusCounts count(String service, Instant from, Instant to) {
        return reads.snapshot(
                "count the checks",
                snapshot ->
                        CountChecks.run(snapshot, service, from, to).plus(adoption.count(snapshot, service, from, to)));
    }

    @Override
    public Latencies latencies(String service, Instant from, Instant to) {
        return reads.snapshot("read the response times", context -> SelectLatencies.run(context, service, from, to));
    }

    /** Of an original service's checks those count that are copied, or counted, so far. */
    @Override
    public List<Bucket> series(SeriesQuery query) {
        return reads.snapshot("read a series", snapshot -> SelectSeries.run(snapshot, query));
    }

    @Override
    public void hourlyCounts(Instant from, Consumer<HourlyCounts> each) {
        database.longSnapshot("read the hourly counts", snapshot -> {
            SelectHourlyCounts.run(snapshot, from, each);
            adoption.hourlyCounts(snapshot, from).forEach(each);
            return true;
        });
    }

    /** Blocks for as long as there is something to read. One at a time can. */
    @Override
    public LogRead log(LogSpan span, Consumer<StoredCheck> each) {
        requireTables();
        HandedOn<StoredCheck> rows = new HandedOn<>(each);
        return rows.during(() -> log.run(span, rows));
    }

    @Override
    public void alertsOf(LogSpan span, Consumer<StoredAlert> each) {
        String task = "read the alerts";
        HandedOn<StoredAlert> rows = new HandedOn<>(each);
        rows.during(() -> reads.inTurn(
                task, () -> database.longRead(task, transaction -> SelectAlertsOf.run(transaction, span, rows))));
    }

    @Override
    public void close() {
        adopting.close();
        onClose.run();
    }

    /** Collects what is optional. Not thread-safe. */
    public static final class Builder {
        private final DataSource dataSource;
        private final Shares shares;
        private final Runnable onClose;
        private Optional<String> schema = Optional.empty();
        private Duration retention = DEFAULT_RETENTION;
        private Optional<Duration> rollupRetention = Optional.empty();
        private MonitorClock clock = MonitorClock.system();

        private Builder(DataSource dataSource, Shares shares, Runnable onClose) {
            this.dataSource = dataSource;
            this.shares = shares;
            this.onClose = onClose;
        }

        /** The schema to live in, made if it is missing; default the connection's own, mostly {@code public}. */
        public Builder schema(String name) {
            if (name.isBlank() || name.length() > 63) {
                throw new IllegalArgumentException("schema must have 1 to 63 characters, not " + name.length());
            }
            schema = Optional.of(name);
            return this;
        }

        /** How long checks are kept, in whole UTC days rounded up; at least a day, default 30 days. */
        public Builder retention(Duration value) {
            if (value.compareTo(Duration.ofDays(1)) < 0) {
                throw new IllegalArgumentException("retention must be at least 1d, not " + value);
            }
            retention = value;
            return this;
        }

        /**
         * How long counts and response times of hours and days are kept, and alerts that are resolved; at least as long as checks. The
         * default is 400 days, or the retention if that is longer. After 35 days, or once the checks are gone if that is later, the
         * hours of a day become one.
         */
        public Builder rollupRetention(Duration value) {
            rollupRetention = Optional.of(value);
            return this;
        }

        private Duration rollupsKept() {
            return rollupRetention.orElse(
                    retention.compareTo(DEFAULT_ROLLUP_RETENTION) > 0 ? retention : DEFAULT_ROLLUP_RETENTION);
        }

        /** Whose wall time says which days to make room for; default the system's. */
        public Builder clock(MonitorClock value) {
            clock = value;
            return this;
        }

        /**
         * The store. Nothing is connected yet.
         *
         * @throws IllegalArgumentException if counts were to be kept for less long than the checks they are of
         */
        public PostgresStore build() {
            if (rollupsKept().compareTo(retention) < 0) {
                throw new IllegalArgumentException(
                        "rollupRetention must be at least the retention, " + retention + ", not " + rollupsKept());
            }
            return new PostgresStore(this);
        }
    }
}
