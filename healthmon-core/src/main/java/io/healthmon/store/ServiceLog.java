package io.healthmon.store;

import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.SeriesReader.Bucket;
import io.healthmon.store.SeriesReader.SeriesQuery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One service's checks, oldest first, and its counts per hour, which outlive them. Not thread-safe. */
final class ServiceLog {

    private final Deque<StoredCheck> rows = new ArrayDeque<>();
    private final NavigableMap<Instant, StatusCounts> hours = new TreeMap<>();

    /** Rows up to this time, included, may be gone. */
    private Instant droppedTo = Instant.MIN;

    /** Takes its place among the others by its time; mostly, that is the last. */
    void add(StoredCheck row) {
        Deque<StoredCheck> newer = new ArrayDeque<>();
        while (!rows.isEmpty()
                && rows.getLast().check().timestamp().isAfter(row.check().timestamp())) {
            newer.addFirst(rows.removeLast());
        }
        rows.addLast(row);
        rows.addAll(newer);
        hours.merge(row.check().timestamp().truncatedTo(ChronoUnit.HOURS), one(row), StatusCounts::plus);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    int size() {
        return rows.size();
    }

    StoredCheck oldest() {
        return rows.getFirst();
    }

    StoredCheck removeOldest() {
        StoredCheck gone = rows.removeFirst();
        droppedTo = gone.check().timestamp();
        return gone;
    }

    int hours() {
        return hours.size();
    }

    Optional<Instant> firstHour() {
        return hours.isEmpty() ? Optional.empty() : Optional.of(hours.firstKey());
    }

    void dropHoursBefore(Instant hour) {
        hours.headMap(hour).clear();
    }

    Iterator<StoredCheck> newestFirst() {
        return rows.descendingIterator();
    }

    SortedMap<Instant, StatusCounts> hoursSince(Instant hour) {
        return hours.tailMap(hour);
    }

    /** Whole hours from their counts; the first and the last from the rows, where these have not been dropped. */
    StatusCounts count(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return StatusCounts.NONE;
        }
        StatusCounts sum = StatusCounts.NONE;
        for (var hour : hours.subMap(from.truncatedTo(ChronoUnit.HOURS), true, to, false)
                .entrySet()) {
            Instant start = hour.getKey();
            Instant end = start.plus(1, ChronoUnit.HOURS);
            boolean whole = !start.isBefore(from) && !end.isAfter(to);
            Instant first = start.isBefore(from) ? from : start;
            sum = sum.plus(
                    whole || !droppedTo.isBefore(first)
                            ? hour.getValue()
                            : countRows(first, end.isAfter(to) ? to : end));
        }
        return sum;
    }

    private StatusCounts countRows(Instant from, Instant to) {
        StatusCounts sum = StatusCounts.NONE;
        for (StoredCheck row : rows) {
            Instant at = row.check().timestamp();
            if (!at.isBefore(from) && at.isBefore(to)) {
                sum = sum.plus(one(row));
            }
        }
        return sum;
    }

    /**
     * By the rows; hours that have lost some of theirs by their counts, whole and where they begin. Response times are of the rows that
     * are left.
     */
    List<Bucket> series(SeriesQuery query) {
        StatusCounts[] counts = new StatusCounts[query.size()];
        Arrays.fill(counts, StatusCounts.NONE);
        List<List<CheckResult>> checks = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            checks.add(new ArrayList<>());
        }
        Instant wholeFrom = firstWholeHour();
        for (StoredCheck row : rows) {
            Instant at = row.check().timestamp();
            if (!at.isBefore(query.first()) && at.isBefore(query.to())) {
                int bucket = query.index(at);
                checks.get(bucket).add(row.check());
                if (!at.isBefore(wholeFrom)) {
                    counts[bucket] = counts[bucket].plus(one(row));
                }
            }
        }
        for (var hour : hours.headMap(wholeFrom).entrySet()) {
            int bucket = query.index(hour.getKey());
            if (bucket >= 0 && bucket < counts.length) {
                counts[bucket] = counts[bucket].plus(hour.getValue());
            }
        }
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            Instant start = query.first().plus(query.width().multipliedBy(i));
            buckets.add(new Bucket(start, counts[i], latencies(checks.get(i).stream())));
        }
        return buckets;
    }

    /** The first hour that has all its rows. */
    private Instant firstWholeHour() {
        return droppedTo.equals(Instant.MIN)
                ? droppedTo
                : droppedTo.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    }

    /** Of the rows that are left: exactly, by nearest rank. */
    Latencies latencies(Instant from, Instant to) {
        return latencies(rows.stream()
                .map(StoredCheck::check)
                .filter(check ->
                        !check.timestamp().isBefore(from) && check.timestamp().isBefore(to)));
    }

    private static Latencies latencies(Stream<CheckResult> checks) {
        int[] sorted = checks.filter(check -> check.evaluation().status().operational())
                .mapToInt(CheckResult::responseTimeMillis)
                .sorted()
                .toArray();
        return sorted.length == 0
                ? Latencies.NONE
                : new Latencies(
                        sorted.length,
                        nearestRank(sorted, 50),
                        nearestRank(sorted, 95),
                        nearestRank(sorted, 99),
                        sorted[sorted.length - 1]);
    }

    private static int nearestRank(int[] sorted, int percent) {
        return sorted[(int) (((long) sorted.length * percent + 99) / 100) - 1];
    }

    private static StatusCounts one(StoredCheck row) {
        return StatusCounts.one(row.check().evaluation().status(), row.check().timestamp());
    }
}
