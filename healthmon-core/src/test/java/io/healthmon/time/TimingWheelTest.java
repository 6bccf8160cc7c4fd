package io.healthmon.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimingWheelTest {

    private final TimingWheel wheel = new TimingWheel();
    private final List<String> ran = new ArrayList<>();

    private TimingWheel.Entry add(String name, long tick) {
        TimingWheel.Entry entry = new TimingWheel.Entry(() -> ran.add(name));
        wheel.add(entry, tick);
        return entry;
    }

    private List<String> advanceTo(long tick) {
        ran.clear();
        wheel.advanceTo(tick);
        for (TimingWheel.Entry due = wheel.pollDue(); due != null; due = wheel.pollDue()) {
            due.takeTask().run();
        }
        return ran;
    }

    @Test
    void timer_beforeItsTick_isNotDue() {
        add("a", 4_097);

        assertThat(advanceTo(4_096)).isEmpty();
        assertThat(wheel.next()).isEqualTo(4_097);
        assertThat(advanceTo(4_097)).containsExactly("a");
        assertThat(advanceTo(9_999)).isEmpty();
    }

    @Test
    void timers_ofOneTick_areDueInTheOrderOfAdding_alsoThoseFromHigherWheels() {
        add("set long before", 5_000);
        advanceTo(4_990);
        add("set shortly before", 5_000);
        add("earlier", 4_999);

        assertThat(advanceTo(6_000)).containsExactly("earlier", "set long before", "set shortly before");
    }

    @Test
    void timer_whoseTickHasPassed_isDueAtOnceBehindThoseThatAreDue() {
        advanceTo(1_000);
        wheel.advanceTo(1_001);
        add("now", 1_001);
        add("in the past", 3);

        assertThat(wheel.next()).isEqualTo(1_001);
        assertThat(advanceTo(1_001)).containsExactly("now", "in the past");
    }

    @Test
    void timer_removed_isForgottenWhereverItLies() {
        TimingWheel.Entry far = add("far", 300_000);
        TimingWheel.Entry near = add("near", 10);
        TimingWheel.Entry due = add("due", 0);
        add("kept", 300_000);

        assertThat(wheel.remove(far)).isTrue();
        assertThat(wheel.remove(near)).isTrue();
        assertThat(wheel.remove(due)).isTrue();
        assertThat(wheel.remove(due)).isFalse();

        assertThat(advanceTo(400_000)).containsExactly("kept");
    }

    @Test
    void next_withoutTimers_isNever() {
        assertThat(wheel.next()).isEqualTo(TimingWheel.NEVER);
        wheel.remove(add("a", 77));
        assertThat(wheel.next()).as("a removed timer wakes nobody").isEqualTo(TimingWheel.NEVER);
    }

    @Test
    void timer_beyondTheLastTick_waitsForIt() {
        add("for ever", Long.MAX_VALUE);

        assertThat(advanceTo(TimingWheel.LAST_TICK - 1)).isEmpty();
        assertThat(advanceTo(TimingWheel.LAST_TICK)).containsExactly("for ever");
    }

    @Test
    void aHundredThousandServices_costPerSlotNoMoreThanAThousand() {
        double few = movesPerSlot(1_000);
        double many = movesPerSlot(100_000);

        System.out.printf(
                "moves per slot, its check's deadline included: %.2f of 1,000 services, %.2f of 100,000%n", few, many);
        assertThat(many).isLessThanOrEqualTo(few).isLessThan(9);
    }

    /**
     * Five minutes of services every 30 s, each slot with a check's deadline of 10 s that is cancelled after 40 ms: what the wheel is for.
     */
    private static double movesPerSlot(int services) {
        TimingWheel wheel = new TimingWheel();
        Random random = new Random(services);
        long interval = 30_000;
        long slots = 0;
        for (int i = 0; i < services; i++) {
            wheel.add(new Slot(), random.nextInt((int) interval));
        }
        for (long tick = 0; tick < 10 * interval; tick = wheel.next()) {
            wheel.advanceTo(tick);
            for (TimingWheel.Entry due = wheel.pollDue(); due != null; due = wheel.pollDue()) {
                if (due instanceof Slot) {
                    slots++;
                    wheel.add(due, tick + interval);
                    TimingWheel.Entry deadline = new TimingWheel.Entry(() -> {});
                    wheel.add(deadline, tick + 10_000);
                    wheel.add(new Answer(deadline), tick + 40);
                } else if (due instanceof Answer answer) {
                    assertThat(wheel.remove(answer.deadline)).isTrue();
                }
            }
        }
        assertThat(slots).isEqualTo(10L * services);
        return (double) wheel.moves() / slots;
    }

    private static final class Slot extends TimingWheel.Entry {
        Slot() {
            super(() -> {});
        }
    }

    private static final class Answer extends TimingWheel.Entry {
        private final TimingWheel.Entry deadline;

        Answer(TimingWheel.Entry deadline) {
            super(() -> {});
            this.deadline = deadline;
        }
    }
}
