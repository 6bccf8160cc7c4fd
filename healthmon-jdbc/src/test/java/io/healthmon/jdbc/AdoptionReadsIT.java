package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.HealthStatus;
import io.healthmon.store.CheckReader.HistoryQuery;
import io.healthmon.store.CheckReader.Position;
import io.healthmon.store.Pen;
import io.healthmon.store.RecordedState;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.StoredCheck;
import io.healthmon.store.WatchedService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What readers and the writer see while checks are copied: what they will see when it is done. */
class AdoptionReadsIT {

    private static final Instant NOW = OriginalDatabase.NOW;
    private static final int LIMIT = 45;

    private HikariDataSource pool;
    private OriginalDatabase original;
    private PostgresStore store;

    @BeforeEach
    void open() {
        pool = PostgresServer.NEWEST.newDatabase().pool();
        OriginalDatabase.make(pool, "alembic.sql", "hostile.sql");
        original = new OriginalDatabase(pool).open();
        store = original.store();
    }

    @AfterEach
    void close() {
        store.close();
        pool.close();
    }

    private List<StoredCheck> pages(Optional<String> service, int limit, Runnable afterEach) {
        List<StoredCheck> rows = new ArrayList<>();
        Optional<Position> before = Optional.empty();
        while (true) {
            List<StoredCheck> page = store.history(new HistoryQuery(service, Instant.EPOCH, before, limit));
            rows.addAll(page);
            if (page.size() < limit) {
                return rows;
            }
            before = Optional.of(Position.of(page.get(limit - 1)));
            afterEach.run();
        }
    }

    private List<List<StoredCheck>> histories() {
        return List.of(
                pages(Optional.empty(), 1_000, () -> {}),
                pages(Optional.empty(), 17, () -> {}),
                pages(Optional.of("stream-bot"), 9, () -> {}),
                pages(Optional.of("twins"), 1, () -> {}),
                store.history(new HistoryQuery(Optional.of("ahead"), NOW, 5)));
    }

    @Test
    void history_isTheSameAtEachStep() {
        List<List<List<StoredCheck>>> seen = new ArrayList<>();
        do {
            seen.add(histories());
        } while (original.step(LIMIT));
        List<List<StoredCheck>> after = histories();
        assertThat(seen)
                .hasSizeGreaterThan(8)
                .allSatisfy(histories -> assertThat(histories).isEqualTo(after));
        assertThat(after.get(0)).hasSizeGreaterThan(300).doesNotHaveDuplicates().isEqualTo(after.get(1));
    }

    @Test
    void pages_betweenWhichTheCopyGoesOn_holdEachCheckOnce() {
        List<StoredCheck> paged = pages(Optional.empty(), 23, () -> original.step(LIMIT));
        original.finish(LIMIT);
        assertThat(paged).isEqualTo(pages(Optional.empty(), 1_000, () -> {}));
    }

    @Test
    void pages_areReadFromTheEndsOfIndexes() {
        Sql.run(
                pool,
                "insert into service_health_checks_original (service_name, status, timestamp) select 'stream-bot', 'healthy', "
                        + "'2026-03-01T09:59:59Z'::timestamptz - i * interval '7 seconds' from generate_series(1, 60000) i",
                "analyze service_health_checks_original");
        original.step(1_000);
        Database database = new Database(pool, Optional.empty());
        for (Optional<String> service : List.of(Optional.<String>empty(), Optional.of("stream-bot"))) {
            for (Optional<Position> before :
                    List.of(Optional.<Position>empty(), Optional.of(new Position(NOW.minusSeconds(100_000), 7)))) {
                HistoryQuery query = new HistoryQuery(service, NOW.minus(Duration.ofDays(30)), before, 20);
                String plan = database.run(
                        "explain",
                        context -> context.explain(SelectHistoryOfBoth.select(
                                        context,
                                        OriginalChecks.find(context, database).orElseThrow(),
                                        query))
                                .plan());
                assertThat(plan)
                        .contains("Index Scan Backward using")
                        .doesNotContain("Seq Scan on service_health_checks_original");
            }
        }
    }

    private List<StatusCounts> counts() {
        List<StatusCounts> counts = new ArrayList<>();
        for (String service : List.of("stream-bot", "twins", "old", "ahead", "nobody")) {
            counts.add(store.count(service, NOW.minus(Duration.ofHours(24)), NOW.plus(Duration.ofHours(1))));
            counts.add(store.count(service, NOW.minus(Duration.ofMinutes(5_000)), NOW.plusSeconds(1)));
            counts.add(store.count(service, NOW.minus(Duration.ofDays(20)), NOW));
            counts.add(store.count(service, NOW.minus(Duration.ofDays(390)), NOW.minus(Duration.ofDays(1))));
        }
        return counts;
    }

    private Map<String, StatusCounts> hours() {
        Map<String, StatusCounts> hours = new TreeMap<>();
        store.hourlyCounts(
                NOW.minus(Duration.ofDays(300)),
                counts -> hours.merge(counts.service() + " " + counts.hour(), counts.counts(), StatusCounts::plus));
        return hours;
    }

    @Test
    void counts_areTheSameAtEachStep() {
        List<List<StatusCounts>> counts = new ArrayList<>();
        List<Map<String, StatusCounts>> hours = new ArrayList<>();
        do {
            counts.add(counts());
            hours.add(hours());
        } while (original.step(LIMIT));
        List<StatusCounts> after = counts();
        assertThat(counts).allSatisfy(seen -> assertThat(seen).isEqualTo(after));
        Map<String, StatusCounts> hoursAfter = hours();
        assertThat(hours).allSatisfy(seen -> assertThat(seen).isEqualTo(hoursAfter));
        assertThat(hoursAfter).hasSizeGreaterThan(500);
    }

    /** On the store's own thread, with batches that lie in the same hours as what is copied. */
    @Test
    void batches_whileChecksAreCopied_areRecordedBesideThem() {
        Sql.run(
                pool,
                "insert into service_health_checks_original (service_name, status, timestamp) select 'stream-bot', 'healthy', "
                        + "'2026-03-01T09:59:59Z'::timestamptz - i * interval '7 seconds' from generate_series(1, 60000) i");
        int before = pages(Optional.of("stream-bot"), 1_000, () -> {}).size();
        Pen writer = Pen.open(store);
        WatchedService bot = new WatchedService(
                "stream-bot",
                writer.states().stream()
                        .map(RecordedState::state)
                        .filter(state -> state.service().equals("stream-bot"))
                        .findFirst()
                        .orElseThrow());
        int written = 0;
        while (Sql.rows(pool, "select stage from healthmon_adoption").get(0).equals("checks")) {
            writer.commit(List.of(bot.step(
                    written % 3 == 0 ? HealthStatus.DEGRADED : HealthStatus.HEALTHY, NOW.plusMillis(written))));
            written++;
            assertThat(store.history(new HistoryQuery(Optional.of("stream-bot"), Instant.EPOCH, 1_000)))
                    .hasSize(1_000)
                    .doesNotHaveDuplicates();
        }
        assertThat(written).as("batches while the copy was under way").isGreaterThan(1);
        await().until(() ->
                Sql.rows(pool, "select stage from healthmon_adoption").get(0).equals("done"));
        assertThat(pages(Optional.of("stream-bot"), 1_000, () -> {})).hasSize(before + written);
        assertThat(store.count("stream-bot", NOW.minus(Duration.ofDays(7)), NOW.plusSeconds(60))
                        .total())
                .isEqualTo(Long.parseLong(Sql.rows(
                                pool,
                                "select count(*) from service_health_checks where service_name = 'stream-bot' "
                                        + "and timestamp >= '2026-02-22T10:00:00Z'")
                        .get(0)));
    }
}
