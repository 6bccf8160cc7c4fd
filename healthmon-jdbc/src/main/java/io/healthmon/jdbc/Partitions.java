package io.healthmon.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sees to it that the days whose checks are to be written have a partition. Remembers those that have; thread-safe. */
final class Partitions {

    /** As long as a monitor may be off without rows that people insert by hand finding no partition. */
    private static final int DAYS_AHEAD = 30;

    private static final int DAYS_BEHIND = 30;

    /** Each is a table with three indexes: a transaction of a few ends in time on a slow disk too. */
    private static final int AT_ONCE = 10;

    private final Database database;
    private final Set<LocalDate> made = ConcurrentHashMap.newKeySet();

    Partitions(Database database) {
        this.database = database;
    }

    /** For today and the thirty days after it. */
    void makeAhead(Instant now) {
        makeFor(days(now, 0));
    }

    /** Those too, and of the days before it as many as are kept, thirty at most: rows may be brought along by hand. */
    void makeAround(Instant now, Duration kept) {
        makeFor(days(now, (int) Math.min(kept.toDays(), DAYS_BEHIND)));
    }

    private static Stream<Instant> days(Instant now, int behind) {
        return IntStream.rangeClosed(-behind, DAYS_AHEAD).mapToObj(days -> now.plus(Duration.ofDays(days)));
    }

    /** For the days of some checks: a clock that is far off, or results that waited long, must not fail a batch. */
    void makeFor(Stream<Instant> timestamps) {
        List<DayPartition> missing = timestamps
                .map(DayPartition::of)
                .filter(partition -> !made.contains(partition.day()))
                .distinct()
                .sorted(Comparator.comparing(DayPartition::day))
                .toList();
        for (int from = 0; from < missing.size(); from += AT_ONCE) {
            make(missing.subList(from, Math.min(from + AT_ONCE, missing.size())));
        }
    }

    private void make(List<DayPartition> missing) {
        database.transaction("make room for checks", transaction -> {
            MakePartitions.run(transaction, database, missing);
            return true;
        });
        missing.forEach(partition -> made.add(partition.day()));
    }

    /** Something went wrong or was dropped: what there is has to be looked up again. */
    void forget() {
        made.clear();
    }
}
