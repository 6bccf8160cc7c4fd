package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.HealthStatus;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.jdbc.RollupModel.Check;
import io.healthmon.store.Hours;
import io.healthmon.store.Pen;
import io.healthmon.store.Step;
import io.healthmon.store.WatchedService;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** That whatever is recorded and whenever house is kept, what is counted is what was checked. */
class RollupPropertyIT {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final List<String> SERVICES = List.of("minio", "stream-bot");

    /** What happens next. */
    sealed interface Event {
        /** Some time passes, and some checks are made in it, the last one now. */
        record Time(Duration passed, List<Found> found) implements Event {}

        /** Checks come that were made so long ago. */
        record Late(Duration ago, List<Found> found) implements Event {}

        record Maintenance() implements Event {}
    }

    /** What a check finds. */
    record Found(String service, HealthStatus status, int millis) {}

    @Provide
    Arbitrary<List<Event>> histories() {
        Arbitrary<List<Found>> found = Combinators.combine(
                        Arbitraries.of(SERVICES),
                        Arbitraries.of(HealthStatus.class),
                        Arbitraries.frequencyOf(
                                Tuple.of(5, Arbitraries.integers().between(0, 200)),
                                Tuple.of(1, Arbitraries.integers().between(0, 2_000_000))))
                .as(Found::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
        Arbitrary<Duration> some = durations(Duration.ofMinutes(90));
        Arbitrary<Duration> days = durations(Duration.ofDays(4));
        Arbitrary<Duration> weeks = durations(Duration.ofDays(45));
        Arbitrary<Event> event = Arbitraries.frequencyOf(
                Tuple.of(4, time(some, found)),
                Tuple.of(3, time(days, found)),
                Tuple.of(1, time(weeks, found)),
                Tuple.of(2, late(days, found)),
                Tuple.of(2, late(weeks, found)),
                Tuple.of(4, Arbitraries.just(new Event.Maintenance())));
        return event.list().ofMinSize(3).ofMaxSize(14);
    }

    private static Arbitrary<Duration> durations(Duration longest) {
        return Arbitraries.longs()
                .between(1, longest.toSeconds())
                .map(seconds -> Duration.ofSeconds(seconds).plusNanos(7_000));
    }

    private static Arbitrary<Event> time(Arbitrary<Duration> passed, Arbitrary<List<Found>> found) {
        return Combinators.combine(passed, found).as(Event.Time::new);
    }

    private static Arbitrary<Event> late(Arbitrary<Duration> ago, Arbitrary<List<Found>> found) {
        return Combinators.combine(ago, found).as(Event.Late::new);
    }

    /** How long checks are kept, and how long rollups. */
    @Provide
    Arbitrary<List<Duration>> retentions() {
        return Arbitraries.of(
                List.of(Duration.ofDays(1), Duration.ofDays(400)),
                List.of(Duration.ofDays(2), Duration.ofDays(45)),
                List.of(Duration.ofHours(60), Duration.ofHours(900)),
                List.of(Duration.ofDays(2), Duration.ofDays(5)),
                List.of(Duration.ofDays(36), Duration.ofDays(60)));
    }

    @Property(tries = 10, shrinking = ShrinkingMode.BOUNDED)
    void whatIsCounted_isWhatWasChecked(
            @ForAll("histories") List<Event> events, @ForAll("retentions") List<Duration> retentions) {
        try (HikariDataSource pool = PostgresServer.NEWEST.newPreparedDatabase().pool()) {
            new Run(pool, retentions.get(0), retentions.get(1), events.hashCode()).play(events);
        }
    }

    /** One history, played to a store and to the model. */
    private static final class Run {
        private final PostgresStore store;
        private final RollupModel model;
        private final Random random;
        private Instant now = START;

        Run(HikariDataSource pool, Duration retention, Duration rollupRetention, long seed) {
            store = PostgresStore.builder(pool)
                    .retention(retention)
                    .rollupRetention(rollupRetention)
                    .clock(new StoppedClock(START))
                    .build();
            model = new RollupModel(retention, rollupRetention);
            random = new Random(seed);
        }

        void play(List<Event> events) {
            for (Event event : events) {
                if (event instanceof Event.Time time) {
                    record(now, now.plus(time.passed()), time.found());
                    now = now.plus(time.passed());
                } else if (event instanceof Event.Late late) {
                    record(now.minus(late.ago()), now, late.found());
                } else {
                    store.maintain(now);
                    model.maintain(now);
                }
                for (int i = 0; i < 5; i++) {
                    compare(moment(), moment());
                }
                compare(START.minus(Duration.ofDays(100)), now.plusNanos(1_000));
            }
        }

        private void record(Instant from, Instant to, List<Found> found) {
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < found.size(); i++) {
                Duration part = Duration.between(from, to).multipliedBy(i + 1).dividedBy(found.size());
                Check check = new Check(
                        found.get(i).service(),
                        from.plus(part).truncatedTo(ChronoUnit.MICROS),
                        found.get(i).status(),
                        found.get(i).millis());
                model.record(check);
                steps.add(step(check));
            }
            // Checks that are late come through another writer.
            Pen.open(store).commit(steps);
        }

        private static Step step(Check check) {
            WatchedService service = new WatchedService(check.service());
            return service.step(new CheckResult(
                    check.service(),
                    check.at(),
                    Duration.ofMillis(check.millis()),
                    service.check(check.status(), check.at()).evaluation()));
        }

        private void compare(Instant from, Instant to) {
            for (String service : SERVICES) {
                assertThat(store.count(service, from, to))
                        .as("%s from %s to %s", service, from, to)
                        .isEqualTo(model.count(service, from, to));
                ResponseTimesTest.assertAreThoseOf(store.latencies(service, from, to), model.millis(service, from, to));
            }
            assertThat(Hours.of(store, from))
                    .as("since %s", from)
                    .containsExactlyInAnyOrderElementsOf(model.hours(from));
        }

        /** Where counting may go wrong: at and beside checks, hours, days, what is dropped, and now. */
        private Instant moment() {
            List<Check> checks = model.all();
            Instant at = checks.isEmpty()
                    ? now
                    : checks.get(random.nextInt(checks.size())).at();
            Instant edge = List.of(
                            at,
                            at.truncatedTo(ChronoUnit.HOURS),
                            at.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS),
                            at.truncatedTo(ChronoUnit.DAYS),
                            model.droppedTo().isAfter(Instant.EPOCH) ? model.droppedTo() : at,
                            now.truncatedTo(ChronoUnit.HOURS))
                    .get(random.nextInt(6));
            return edge.plus(random.nextInt(3) - 1, ChronoUnit.MICROS);
        }
    }
}
