package io.healthmon.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The wheel against a sorted map: whatever is added, removed and passed, the same timers are due in the same order. */
class TimingWheelPropertyTest {

    /** Added in this order. */
    private record Key(long tick, long number) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return tick == other.tick ? Long.compare(number, other.number) : Long.compare(tick, other.tick);
        }
    }

    @Property(tries = 300)
    void anyHistory_isThatOfASortedMap(@ForAll long seed) {
        Random random = new Random(seed);
        Both both = new Both();
        for (int step = 0; step < 400; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> both.add(both.present + distance(random));
                case 4, 5 -> both.removeAny(random);
                case 6 -> both.advanceTo(both.wheel.next());
                default -> both.advanceTo(both.present + distance(random));
            }
        }
        both.advanceTo(TimingWheel.LAST_TICK);
        assertThat(both.reference).isEmpty();
        assertThat(both.wheel.next()).isEqualTo(TimingWheel.NEVER);
    }

    /** Any order of magnitude, the past and the edges of the wheels included. */
    private static long distance(Random random) {
        long magnitude = 1L << random.nextInt(44);
        return random.nextInt(10) == 0 ? magnitude - random.nextInt(3) : (long) (random.nextDouble() * magnitude) - 1;
    }

    private static final class Both {
        private final TimingWheel wheel = new TimingWheel();
        private final TreeMap<Key, TimingWheel.Entry> reference = new TreeMap<>();
        private final Map<TimingWheel.Entry, Key> keys = new HashMap<>();
        private long present;
        private long added;

        private void add(long tick) {
            TimingWheel.Entry entry = new TimingWheel.Entry(() -> {});
            // What has passed already is due behind everything else that is.
            Key key = new Key(Math.max(present, tick), added++);
            reference.put(key, entry);
            keys.put(entry, key);
            wheel.add(entry, tick);
        }

        private void removeAny(Random random) {
            List<TimingWheel.Entry> all = new ArrayList<>(keys.keySet());
            if (!all.isEmpty()) {
                TimingWheel.Entry entry = all.get(random.nextInt(all.size()));
                Key key = keys.get(entry);
                assertThat(wheel.remove(entry)).isEqualTo(reference.remove(key) != null);
            }
        }

        private void advanceTo(long tick) {
            if (tick == TimingWheel.NEVER) {
                return;
            }
            present = Math.max(present, tick);
            wheel.advanceTo(tick);
            for (TimingWheel.Entry due = wheel.pollDue(); due != null; due = wheel.pollDue()) {
                assertThat(reference.pollFirstEntry().getValue()).isSameAs(due);
                assertThat(keys.get(due).tick()).isLessThanOrEqualTo(present);
            }
            assertThat(firstTick()).as("what is left is not due").isGreaterThan(present);
            assertThat(wheel.next()).isLessThanOrEqualTo(firstTick()).isGreaterThan(present);
        }

        private long firstTick() {
            return reference.isEmpty() ? Long.MAX_VALUE : reference.firstKey().tick();
        }
    }
}
