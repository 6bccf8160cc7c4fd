package io.healthmon.store.spool;

import io.healthmon.store.Gap;
import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedResult;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes one segment of some that lie one behind the other, without what can be spared: of each service, the checks that can go become
 * one gap, in the place of the last of them, with the state after it. Everything else stays as it is and where it is, every transition
 * above all. Reads the segments twice, a frame at a time.
 *
 * <p>Results that are not folded yet are spared more carefully, since their service's state follows from them: a healthy one goes only
 * if the one before it is healthy too, so that no streak grows together over it, and the last that could go stays.
 */
final class Compaction {

    /** What can be spared: nothing, as long as there is room between the segments' ends; the healthy; whatever changed no alert. */
    enum Spare {
        NOTHING,
        HEALTHY,
        ALL_BUT_ALERTS;

        /** How much of a segment stays, roughly. */
        long kept(Segment segment) {
            Tally tally = segment.unread();
            long stays = switch (this) {
                case NOTHING -> tally.entries();
                case HEALTHY -> tally.entries() - tally.healthy();
                case ALL_BUT_ALERTS -> tally.alerting();
            };
            return tally.entries() == 0 ? 0 : segment.unreadBytes() * stays / tally.entries();
        }
    }

    /** Numbers of two origins may be the same. */
    private record Key(UUID origin, String service) {}

    /**
     * What becomes of the checks of one service that go.
     *
     * @param last the number of the last of them
     * @param before all but that
     * @param all with that
     */
    private record Going(long last, Optional<Gap> before, Optional<Gap> all) {

        Going and(Going later) {
            return new Going(later.last, sum(all, later.before), sum(all, later.all));
        }
    }

    private final Spare spare;
    private final Map<Key, Going> going = new HashMap<>();
    private final Map<String, Boolean> healthyBefore = new HashMap<>();
    private long givenUp;

    private Compaction(Spare spare) {
        this.spare = spare;
    }

    /**
     * Fills {@code output}, which was begun, from {@code inputs}.
     *
     * @return how many checks were given up; empty if what stays does not fit, and {@code output} is of no use
     */
    static Optional<Long> run(List<Segment> inputs, Segment output, Spare spare) throws IOException {
        Compaction compaction = new Compaction(spare);
        for (Segment input : inputs) {
            for (Segment.Located located : input.frames()) {
                compaction.look(located.frame().origin(), entries(input, located));
            }
        }
        compaction.healthyBefore.clear();
        for (Segment input : inputs) {
            for (Segment.Located located : input.frames()) {
                UUID origin = located.frame().origin();
                List<Numbered> staying = compaction.staying(origin, entries(input, located));
                if (!staying.isEmpty() && !add(origin, staying, output)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(compaction.givenUp);
    }

    private static List<Numbered> entries(Segment input, Segment.Located located) throws IOException {
        return located.frame().entries(input.payload(located));
    }

    private static boolean add(UUID origin, List<Numbered> entries, Segment output) throws IOException {
        Frame.Packed packed = Frame.pack(origin, entries);
        if (!output.fits(packed.frame())) {
            return false;
        }
        output.add(packed);
        return true;
    }

    private void look(UUID origin, List<Numbered> entries) {
        for (Numbered entry : entries) {
            if (maySpare(entry)) {
                going.merge(
                        new Key(origin, entry.service()),
                        new Going(entry.number(), entry.gap(), entry.asGap()),
                        Going::and);
            }
        }
    }

    private List<Numbered> staying(UUID origin, List<Numbered> entries) {
        List<Numbered> staying = new ArrayList<>();
        for (Numbered entry : entries) {
            if (!maySpare(entry)) {
                staying.add(entry);
                continue;
            }
            Going its = Objects.requireNonNull(going.get(new Key(origin, entry.service())));
            boolean last = its.last() == entry.number();
            if (last) {
                staying.add(inPlaceOf(entry, its));
            }
            boolean stays = last && entry instanceof NumberedResult;
            givenUp += entry.check().isPresent() && !stays ? 1 : 0;
        }
        return staying;
    }

    /** The last of a service's that go: of a step, the check is gone and the state is that after all of them. */
    private static Numbered inPlaceOf(Numbered entry, Going its) {
        if (entry instanceof NumberedStep numbered) {
            Step step = numbered.step();
            return new NumberedStep(numbered.number(), new Step(Optional.empty(), step.state(), List.of(), its.all()));
        }
        return new NumberedResult(entry.number(), entry.check().orElseThrow(), its.before());
    }

    /** Depends on the entries before it: to be asked of each, in order. */
    private boolean maySpare(Numbered entry) {
        if (spare == Spare.NOTHING) {
            return false;
        }
        if (entry instanceof NumberedResult) {
            boolean healthy = entry.healthyAlone();
            return Boolean.TRUE.equals(healthyBefore.put(entry.service(), healthy)) && healthy;
        }
        boolean noneButAGap = entry.check().isEmpty() && entry.gap().isPresent();
        return !entry.changesAnAlert()
                && (noneButAGap
                        || entry.check().isPresent() && (spare == Spare.ALL_BUT_ALERTS || entry.healthyAlone()));
    }

    private static Optional<Gap> sum(Optional<Gap> one, Optional<Gap> other) {
        return one.map(gap -> other.map(gap::plus).orElse(gap)).or(() -> other);
    }
}
