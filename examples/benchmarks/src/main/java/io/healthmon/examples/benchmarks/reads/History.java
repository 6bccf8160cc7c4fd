package io.healthmon.examples.benchmarks.reads;

import io.healthmon.examples.benchmarks.machine.PostgresServer;
import io.healthmon.jdbc.PostgresStore;
import io.healthmon.store.Store;
import io.healthmon.target.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * A log of checks that the server makes by itself: {@link #SERVICES} services, each checked every 30 s up to now, one in 200
 * checks not healthy. A log that is there already is brought up to now.
 */
final class History {

    static final int SERVICES = 1_000;
    static final Duration APART = Duration.ofSeconds(30);

    private final PostgresServer server;
    private final int parallel;
    private final Consumer<String> progress;

    /**
     * @param parallel how many days are made at once
     * @param progress told what happens, for people who wait
     */
    History(PostgresServer server, int parallel, Consumer<String> progress) {
        this.server = server;
        this.parallel = parallel;
        this.progress = progress;
    }

    static String service(int number) {
        return String.format(Locale.ROOT, "service-%04d", number);
    }

    /** Makes {@code rows} rows up to {@code now}, or those that are missing since an earlier run. */
    void make(long rows, Instant now) throws InterruptedException {
        try (Store store = store(server, span(rows))) {
            store.openWriter(UUID.randomUUID());
        }
        Instant end = now.truncatedTo(ChronoUnit.SECONDS);
        boolean fresh = server.number("select count(*) from (select from service_health_checks limit 1) any_row") == 0;
        Instant from = fresh
                ? end.minus(APART.multipliedBy(rows / SERVICES))
                : Instant.ofEpochSecond(server.number(
                        "select floor(extract(epoch from max(timestamp)))::bigint + 1 from service_health_checks"));
        if (fresh) {
            makeDays(from, end);
        } else {
            progress.accept("bringing the log up to now");
            server.run(insert("service_health_checks", from, end));
        }
        Folds.make(server, span(rows), end, progress);
        server.run("vacuum analyze");
        server.run("checkpoint");
    }

    /** A store that keeps what such a log needs. */
    static Store store(PostgresServer server, Duration span) {
        return PostgresStore.builder(server.url(), server.user(), Secret.of(server.password()))
                .retention(span)
                .build();
    }

    /** How long ago the first of so many rows is, and some days. */
    static Duration span(long rows) {
        return APART.multipliedBy(rows / SERVICES).plusDays(30);
    }

    private void makeDays(Instant from, Instant end) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(parallel);
        try {
            server.run("alter system set max_wal_size = '8GB'");
            server.number("select pg_reload_conf()::int");
            List<Future<?>> days = new ArrayList<>();
            for (LocalDate day = day(from); !day.isAfter(day(end)); day = day.plusDays(1)) {
                LocalDate its = day;
                days.add(workers.submit(() -> makeDay(its, from, end)));
            }
            for (Future<?> day : days) {
                day.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the log could not be made", e.getCause());
        } finally {
            workers.shutdownNow();
            server.run("alter system reset max_wal_size");
            server.number("select pg_reload_conf()::int");
        }
    }

    /** As the product makes partitions, but with the rows before the indexes, which is several times faster. */
    private void makeDay(LocalDate day, Instant from, Instant end) {
        String table = "service_health_checks_p" + DateTimeFormatter.BASIC_ISO_DATE.format(day);
        Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant next = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        server.run("drop table if exists " + table);
        server.run("create table " + table
                + " (like service_health_checks including defaults including constraints including storage)");
        server.run(insert(table, start.isBefore(from) ? from : start, next.isBefore(end) ? next : end));
        server.run("alter table service_health_checks attach partition " + table + " for values from ('" + start
                + "') to ('" + next + "')");
        progress.accept("made " + day);
    }

    /** In the order of time, as a monitor writes: each service at its own phase within the 30 s. */
    private static String insert(String table, Instant from, Instant end) {
        return "insert into " + table
                + " (service_name, status, checks, response_time_ms, timestamp, reason, message, body_format)"
                + " select 'service-' || to_char(number, 'FM0000'),"
                + " case when unwell then 'degraded' else 'healthy' end,"
                + " jsonb_build_object('database', 'healthy', 'oauth_storage', 'healthy', 'token_refresh_service',"
                + "   case when unwell then 'stopped' else 'running' end, 'bot_manager', 'running'),"
                + " 1 + (hashint8(extract(epoch from at)::bigint + number) & 63), at,"
                + " case when unwell then 'component_degraded' end,"
                + " case when unwell then 'token_refresh_service is stopped' end, 'seed'"
                + " from (select number, slot + number * interval '30 ms' as at,"
                + "     hashint8(extract(epoch from slot)::bigint * 1000 + number) % 200 = 0 as unwell"
                + "   from generate_series(timestamptz '" + from + "', timestamptz '" + end
                + "' - interval '1 microsecond', interval '" + APART.toSeconds() + " s') as slot,"
                + "     generate_series(0, " + (SERVICES - 1) + ") as number) as made"
                + " where at < timestamptz '" + end + "' order by at";
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
