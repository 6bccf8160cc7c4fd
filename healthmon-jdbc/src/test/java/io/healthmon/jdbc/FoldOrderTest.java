package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.check.Checks;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.LogReader.LogRead;
import io.healthmon.store.StoredCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FoldOrderTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    private final List<StoredCheck> given = new ArrayList<>();

    private static StoredCheck row(long id, Duration at, Duration took) {
        return new StoredCheck(
                id, new CheckResult("a", T0.plus(at), took, Evaluation.healthy(Checks.empty(), Optional.empty())));
    }

    private LogRead order(List<StoredCheck> rows) {
        FoldOrder order = new FoldOrder(given::add);
        rows.stream()
                .sorted(Comparator.comparing((StoredCheck row) -> row.check().timestamp()))
                .forEach(order::add);
        return order.end();
    }

    /** A monitor's log: each row's id is drawn in the order in which the checks ended. */
    private static List<StoredCheck> recorded(Random lot, int rows, int perSecond) {
        List<StoredCheck> byEnd = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Duration took =
                    lot.nextInt(20) == 0 ? Duration.ofSeconds(lot.nextInt(240)) : Duration.ofMillis(lot.nextInt(90));
            byEnd.add(row(0, Duration.ofMillis(1_000L * i / perSecond), took));
        }
        byEnd.sort(Comparator.comparing(
                row -> row.check().timestamp().plus(row.check().responseTime())));
        List<StoredCheck> numbered = new ArrayList<>();
        for (StoredCheck row : byEnd) {
            numbered.add(new StoredCheck(numbered.size() + 1, row.check()));
        }
        return numbered;
    }

    @Property(tries = 50)
    void rowsOfAMonitor_comeByTheirIds_howeverLongChecksTake(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int perSecond) {
        List<StoredCheck> rows = recorded(new Random(seed), 20_000, perSecond);
        given.clear();
        assertThat(order(rows)).isEqualTo(new LogRead(rows.size(), 0));
        assertThat(given).isEqualTo(rows);
    }

    @Test
    void rowsThatWereInsertedLater_comeWhereTheirTimesSay_andAreCounted() {
        List<StoredCheck> rows = new ArrayList<>(recorded(new Random(1), 40_000, 10));
        for (int i = 0; i < 100; i++) {
            rows.add(row(1_000_000 + i, Duration.ofSeconds(5 * i), Duration.ZERO));
        }
        LogRead read = order(rows);
        assertThat(read).isEqualTo(new LogRead(40_100, 100));
        assertThat(given.stream().filter(row -> row.id() <= 40_000)).isEqualTo(rows.subList(0, 40_000));
        assertThat(given.indexOf(rows.get(40_000))).isLessThan(20_000);
    }

    @Test
    void rowsWithIdsFromLongAgo_comeWhereTheirTimesSay_andHoldUpNobody() {
        List<StoredCheck> rows = new ArrayList<>(recorded(new Random(2), 40_000, 10));
        StoredCheck early = row(-1, Duration.ofSeconds(2_000), Duration.ZERO);
        rows.add(early);
        assertThat(order(rows)).isEqualTo(new LogRead(40_001, 1));
        assertThat(given.indexOf(early)).isBetween(14_000, 24_001);
    }

    @Test
    void sparseLog_isInOrderToo() {
        List<StoredCheck> rows = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            rows.add(row(i, Duration.ofHours(i), Duration.ofMillis(3)));
        }
        StoredCheck later = row(1_000_000, Duration.ofHours(3).plusMinutes(1), Duration.ZERO);
        rows.add(later);
        assertThat(order(rows)).isEqualTo(new LogRead(10_001, 1));
        assertThat(given.indexOf(later)).isEqualTo(4);
    }

    @Test
    void clockSetBack_keepsTheOrder() {
        // Two services whose timestamps stand still, one microsecond after the other, for an hour.
        List<StoredCheck> rows = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Duration stands = Duration.ofSeconds(i % 2 * 15L).plusNanos(1_000L * i);
            rows.add(row(i, stands, Duration.ofMillis(3)));
        }
        assertThat(order(rows)).isEqualTo(new LogRead(10_000, 0));
        assertThat(given).isEqualTo(rows);
    }

    @Test
    void manyAtOnce_areNotHeldForLong() {
        int most = 2 * (FoldOrder.MOST + FoldOrder.MOST);
        FoldOrder order = new FoldOrder(given::add);
        for (int i = 0; i < most; i++) {
            order.add(row(i, Duration.ofNanos(1_000L * i), Duration.ZERO));
        }
        assertThat(given).hasSizeGreaterThan(FoldOrder.MOST);
        order.end();
        assertThat(given).hasSize(most).isSortedAccordingTo(Comparator.comparingLong(StoredCheck::id));
    }
}
