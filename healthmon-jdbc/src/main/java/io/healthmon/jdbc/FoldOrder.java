package io.healthmon.jdbc;

import io.healthmon.store.LogReader.LogRead;
import io.healthmon.store.StoredCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brings rows that come by their timestamps, which are their checks' starts, into the order of their ids, in which they were folded. A
 * check is folded when it has ended: a row waits here until so much of the log has come that none that was folded before it can follow.
 *
 * <p>A row that has its turn by its id more than {@link #SLACK} after its end was not folded then (somebody inserted it later): it is
 * given where its time says, and counted; so is one that comes when its turn is over. Not thread-safe.
 */
final class FoldOrder {

    /** From a check's end to its number, at most: it may wait for a thread and for those before it. */
    static final Duration SLACK = Duration.ofMinutes(5);

    /** How many may wait, some 30 MB: as many as 100,000 services make in a minute. Of more, the first by their ids don't. */
    static final int MOST = 200_000;

    /** No check is believed to take longer, whatever a row says. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final int AT_ONCE = 4_096;
    private static final Comparator<StoredCheck> BY_ID = Comparator.comparingLong(StoredCheck::id);

    private static final Comparator<StoredCheck> BY_END =
            Comparator.comparing((StoredCheck row) -> end(row)).thenComparing(BY_ID);

    private final Consumer<StoredCheck> each;
    private List<StoredCheck> held = new ArrayList<>();
    private int next = AT_ONCE;
    private long lastId = Long.MIN_VALUE;
    private long given;
    private long displaced;

    FoldOrder(Consumer<StoredCheck> each) {
        this.each = each;
    }

    /** The next by timestamp. */
    void add(StoredCheck row) {
        held.add(row);
        if (held.size() >= next) {
            give(row.check().timestamp().minus(SLACK));
            // So that sorting what stays costs each row the same, however many stay.
            next = Math.max(AT_ONCE, 2 * held.size());
        }
    }

    /** There are no more. */
    LogRead end() {
        give(Instant.MAX);
        return new LogRead(given, displaced);
    }

    /** Those whose turn it is, as far as they ended before that moment. */
    private void give(Instant ripe) {
        Deque<StoredCheck> elsewhere = new ArrayDeque<>();
        List<StoredCheck> inPlace = inPlace(elsewhere);
        int turn = 0;
        while (turn < inPlace.size()
                && (inPlace.size() - turn > MOST || end(inPlace.get(turn)).isBefore(ripe))) {
            StoredCheck row = inPlace.get(turn);
            while (!elsewhere.isEmpty() && end(elsewhere.getFirst()).isBefore(end(row))) {
                give(elsewhere.removeFirst(), true);
            }
            give(row, false);
            lastId = row.id();
            turn++;
        }
        while (!elsewhere.isEmpty() && end(elsewhere.getFirst()).isBefore(ripe)) {
            give(elsewhere.removeFirst(), true);
        }
        held = new ArrayList<>(inPlace.subList(turn, inPlace.size()));
        held.addAll(elsewhere);
    }

    /** By their ids, but for those whose ids say another place: these by their times. */
    private List<StoredCheck> inPlace(Deque<StoredCheck> elsewhere) {
        held.sort(BY_ID);
        List<StoredCheck> inPlace = new ArrayList<>(held.size());
        List<StoredCheck> others = new ArrayList<>();
        Instant latest = Instant.MIN;
        for (StoredCheck row : held) {
            Instant at = row.check().timestamp();
            if (row.id() < lastId || latest.isAfter(end(row).plus(SLACK))) {
                others.add(row);
            } else {
                inPlace.add(row);
                latest = latest.isAfter(at) ? latest : at;
            }
        }
        others.sort(BY_END);
        elsewhere.addAll(others);
        return inPlace;
    }

    private static Instant end(StoredCheck row) {
        Duration took = row.check().responseTime();
        return row.check().timestamp().plus(took.compareTo(LONGEST) > 0 ? LONGEST : took);
    }

    private void give(StoredCheck row, boolean isDisplaced) {
        given++;
        displaced += isDisplaced ? 1 : 0;
        each.accept(row);
    }
}
