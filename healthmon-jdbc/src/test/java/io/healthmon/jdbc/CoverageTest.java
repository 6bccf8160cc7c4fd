package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private static Instant hour(int hours) {
        return DAY.plus(hours, ChronoUnit.HOURS);
    }

    private static Coverage coverage(int droppedDays, int closedHours, Set<Integer> dirty) {
        Marks marks = new Marks(hour(droppedDays * 24 + closedHours), hour(droppedDays * 24));
        TreeSet<Instant> hours = new TreeSet<>();
        dirty.stream().filter(hour -> hour < closedHours).forEach(hour -> hours.add(hour(droppedDays * 24 + hour)));
        return new Coverage(marks, hours);
    }

    @Provide
    Arbitrary<Coverage> coverages() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 60).set().ofMaxSize(30))
                .as(CoverageTest::coverage);
    }

    @Provide
    Arbitrary<Instant> moments() {
        Arbitrary<Integer> hours = Arbitraries.integers().between(-5, 130);
        Arbitrary<Duration> beside = Arbitraries.of(
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofNanos(1_000),
                Duration.ofMinutes(30),
                Duration.ofNanos(-1_000));
        return Combinators.combine(hours, beside).as((hour, more) -> hour(hour).plus(more));
    }

    @Property
    void everyMoment_isCountedInOnePlace_thatTells(
            @ForAll("coverages") Coverage coverage, @ForAll("moments") Instant from, @ForAll("moments") Instant to) {
        Sources sources = coverage.of(from, to);
        Instant droppedTo = coverage.marks().droppedTo();

        for (Span rolledUp : sources.rolledUp()) {
            assertThat(Marks.hour(rolledUp.from())).isEqualTo(rolledUp.from());
            assertThat(Marks.hour(rolledUp.to())).isEqualTo(rolledUp.to());
            assertThat(rolledUp.to()).isBeforeOrEqualTo(coverage.marks().closedTo());
            assertThat(coverage.dirty().subSet(rolledUp.from(), rolledUp.to())).isEmpty();
        }
        assertThat(sources.rows()).hasSizeLessThanOrEqualTo(6);
        assertThat(sources.rows()).allSatisfy(rows -> assertThat(rows.from()).isAfterOrEqualTo(droppedTo));

        List<Span> all = new ArrayList<>(sources.rolledUp());
        all.addAll(sources.rows());
        all.sort(Comparator.comparing(Span::from));
        if (!from.isBefore(to)) {
            assertThat(all).isEmpty();
            return;
        }
        Instant wholeFrom = from.isBefore(droppedTo) ? Marks.hour(from) : from;
        Instant wholeTo = to.isBefore(droppedTo) ? Marks.hour(to.minusNanos(1)).plus(HOUR) : to;
        assertThat(all.get(0).from()).isEqualTo(wholeFrom);
        assertThat(all.get(all.size() - 1).to()).isEqualTo(wholeTo);
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).from()).isEqualTo(all.get(i - 1).to());
        }
    }

    @Test
    void longTime_isReadFromRollups_butForWhatIsCutOrOpen() {
        Sources sources = coverage(2, 50, Set.of(7)).of(hour(0).plusSeconds(5), hour(99).plusSeconds(5));
        assertThat(sources.rolledUp())
                .containsExactly(
                        new Span(hour(0), hour(48)), new Span(hour(48), hour(55)), new Span(hour(56), hour(98)));
        assertThat(sources.rows())
                .containsExactly(new Span(hour(55), hour(56)), new Span(hour(98), hour(99).plusSeconds(5)));
    }

    @Test
    void manyDirtyHours_areReadWithWhatLiesBetweenTheNearerOnes() {
        Sources sources = coverage(0, 100, Set.of(0, 10, 12, 30, 50, 70, 99)).of(hour(0), hour(100));
        assertThat(sources.rows())
                .containsExactly(
                        new Span(hour(0), hour(1)),
                        new Span(hour(10), hour(13)),
                        new Span(hour(30), hour(31)),
                        new Span(hour(50), hour(51)),
                        new Span(hour(70), hour(71)),
                        new Span(hour(99), hour(100)));
    }

    @Property
    void singleChecks_areInTheRows_asLongAsTheseLast(
            @ForAll("coverages") Coverage coverage, @ForAll("moments") Instant from, @ForAll("moments") Instant to) {
        Sources sources = coverage.inRows(from, to);
        Instant droppedTo = coverage.marks().droppedTo();
        Instant rowsFrom = from.isBefore(droppedTo) ? droppedTo : from;
        assertThat(sources.rows()).isEqualTo(rowsFrom.isBefore(to) ? List.of(new Span(rowsFrom, to)) : List.of());
        for (Span rolledUp : sources.rolledUp()) {
            assertThat(rolledUp.from()).isEqualTo(Marks.hour(from)).isBefore(droppedTo);
            assertThat(rolledUp.to()).isBeforeOrEqualTo(droppedTo);
        }
    }

    @Test
    void nothingClosed_isAllInTheRows() {
        Coverage fresh = new Coverage(new Marks(Instant.EPOCH, Instant.EPOCH), new TreeSet<>());
        assertThat(fresh.of(hour(0), hour(9))).isEqualTo(new Sources(List.of(), List.of(new Span(hour(0), hour(9)))));
    }
}
