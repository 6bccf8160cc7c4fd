package io.healthmon.jdbc;

import io.healthmon.HealthStatus;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.UptimeReader.HourlyCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a store has to answer, told in the plainest way: all checks in a list, each with what is left of it. Maintenance is supposed to
 * succeed.
 */
final class RollupModel {

    private static final Duration HOURS_KEPT = Duration.ofDays(35);

    /** How a check is remembered: by its row, or in its hour's or its day's rollup alone. */
    enum Grain {
        ROW(ChronoUnit.MICROS),
        HOUR(ChronoUnit.HOURS),
        DAY(ChronoUnit.DAYS);

        private final ChronoUnit unit;

        Grain(ChronoUnit unit) {
            this.unit = unit;
        }
    }

    record Check(String service, Instant at, HealthStatus status, int millis) {}

    private record Remembered(Check check, Grain grain) {
        Instant start() {
            return check.at().truncatedTo(grain.unit);
        }

        /** If any of what stands for it lies in the time. */
        boolean isIn(Instant from, Instant to) {
            return from.isBefore(to)
                    && start().isBefore(to)
                    && start().plus(1, grain.unit).isAfter(from);
        }
    }

    private final Duration retention;
    private final Duration rollupRetention;
    private List<Remembered> checks = new ArrayList<>();
    private Instant droppedTo = Instant.EPOCH;

    RollupModel(Duration retention, Duration rollupRetention) {
        this.retention = retention;
        this.rollupRetention = rollupRetention;
    }

    void record(Check check) {
        checks.add(new Remembered(check, check.at().isBefore(droppedTo) ? Grain.HOUR : Grain.ROW));
    }

    void maintain(Instant now) {
        Duration rows = retention.plusDays(1);
        Instant fold =
                now.minus(rows.compareTo(HOURS_KEPT) > 0 ? rows : HOURS_KEPT).truncatedTo(ChronoUnit.DAYS);
        Instant firstFolded =
                now.minus(rollupRetention).truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        each(check -> check.grain() == Grain.HOUR
                        && check.start().isBefore(fold)
                        && !check.start().isBefore(firstFolded)
                ? Stream.of(new Remembered(check.check(), Grain.DAY))
                : Stream.of(check));

        Instant drop = now.minus(retention).truncatedTo(ChronoUnit.DAYS);
        droppedTo = drop.isAfter(droppedTo) ? drop : droppedTo;
        each(check -> Stream.of(
                check.grain() == Grain.ROW && check.check().at().isBefore(droppedTo)
                        ? new Remembered(check.check(), Grain.HOUR)
                        : check));

        Instant oldest = now.minus(rollupRetention);
        each(check -> check.grain() != Grain.ROW && check.start().isBefore(oldest.truncatedTo(check.grain().unit))
                ? Stream.empty()
                : Stream.of(check));
    }

    private void each(Function<Remembered, Stream<Remembered>> change) {
        checks = new ArrayList<>(checks.stream().flatMap(change).toList());
    }

    Instant droppedTo() {
        return droppedTo;
    }

    List<Check> all() {
        return checks.stream().map(Remembered::check).toList();
    }

    StatusCounts count(String service, Instant from, Instant to) {
        return in(service, from, to).map(RollupModel::one).reduce(StatusCounts.NONE, StatusCounts::plus);
    }

    /** The response times of the operational ones. */
    List<Integer> millis(String service, Instant from, Instant to) {
        return in(service, from, to)
                .filter(check -> check.status().operational())
                .map(Check::millis)
                .toList();
    }

    private Stream<Check> in(String service, Instant from, Instant to) {
        return checks.stream()
                .filter(check -> check.check().service().equals(service) && check.isIn(from, to))
                .map(Remembered::check);
    }

    List<HourlyCounts> hours(Instant from) {
        Map<String, Map<Instant, StatusCounts>> hours = new HashMap<>();
        for (Remembered check : checks) {
            Instant hour = check.check().at().truncatedTo(ChronoUnit.HOURS);
            if (check.grain() != Grain.DAY && !hour.isBefore(from.truncatedTo(ChronoUnit.HOURS))) {
                hours.computeIfAbsent(check.check().service(), service -> new HashMap<>())
                        .merge(hour, one(check.check()), StatusCounts::plus);
            }
        }
        return hours.entrySet().stream()
                .flatMap(service -> service.getValue().entrySet().stream()
                        .map(hour -> new HourlyCounts(service.getKey(), hour.getKey(), hour.getValue())))
                .toList();
    }

    private static StatusCounts one(Check check) {
        return StatusCounts.one(check.status(), check.at());
    }
}
