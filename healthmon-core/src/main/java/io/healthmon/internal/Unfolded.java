package io.healthmon.internal;

import io.healthmon.alert.ServiceState;
import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedResult;
import io.healthmon.store.NumberedStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Results of services whose recorded state is not known yet, since the monitor was started while the store was away: they wait as they
 * are, and become steps in their turn on the way to the store. So a start without the database neither repeats nor loses a transition.
 *
 * <p>That goes on until the few that are left to be folded are all in memory: these are folded at once, and from then on every result
 * is. A crash in between folds them again from the same state, and a pure policy decides the same.
 */
final class Unfolded {

    /** How many of the newest results are kept in memory too, at most. */
    static final int MAX_KEPT = 10_000;

    private final long maxKeptCharacters;
    private final LiveStates live;
    private final BiFunction<ServiceState, NumberedResult, NumberedStep> fold;

    /** Services whose state an earlier process left on disk. */
    private final Set<String> remembered = new HashSet<>();

    /** What is recorded, as far as it is known: what the store told, and what is on its way there. */
    private final Map<String, ServiceState> recorded = new HashMap<>();

    /** The newest results, and the highest number of those before them. */
    private final Deque<Entry> kept = new ArrayDeque<>();

    /** Services that were removed meanwhile, and the number made last before that. */
    private final Map<String, Long> removed = new HashMap<>();

    private long keptCharacters;
    private long notKeptUpTo;
    private boolean open;
    private volatile boolean complete;

    /** Folded, and not on their way to the store yet. */
    private final Map<Long, NumberedStep> folded = new HashMap<>();

    /**
     * @param maxKeptCharacters how many characters, of what targets sent, the results that are kept in memory may have
     * @param fold makes a result the step that follows from a state
     */
    Unfolded(long maxKeptCharacters, LiveStates live, BiFunction<ServiceState, NumberedResult, NumberedStep> fold) {
        this.maxKeptCharacters = maxKeptCharacters;
        this.live = live;
        this.fold = fold;
    }

    /** A result that waits, and what readers see of it: a state that is provisional, until it is folded. */
    final class Entry {
        private final NumberedResult result;
        private ServiceState state;
        private boolean definite;
        private boolean shown;

        Entry(NumberedResult result, ServiceState provisional) {
            this.result = result;
            this.state = provisional;
        }

        NumberedResult result() {
            return result;
        }

        synchronized void show() {
            shown = true;
            live.show(state, definite);
        }

        synchronized void become(ServiceState its) {
            state = its;
            definite = true;
            if (shown) {
                live.show(state, true);
            }
        }
    }

    /** True if the service's results are to be folded at once. */
    boolean knows(String service) {
        return complete || remembered.contains(service);
    }

    boolean isComplete() {
        return complete;
    }

    void remember(Collection<String> services) {
        remembered.addAll(services);
    }

    /** The state of a service as of what was folded on its way to the store. */
    Optional<ServiceState> recorded(String service) {
        return Optional.ofNullable(recorded.get(service));
    }

    void recorded(ServiceState state) {
        if (!complete) {
            recorded.put(state.service(), state);
        }
    }

    /** The service is no longer watched: its results up to this number say nothing of one that comes back by its name. */
    void removed(String service, long number) {
        removed.put(service, number);
    }

    boolean isRemoved(NumberedResult result) {
        return result.number() <= removed.getOrDefault(result.service(), 0L);
    }

    /** All that the store knows was told. */
    void open() {
        open = true;
    }

    Entry add(NumberedResult result, ServiceState provisional) {
        Entry entry = new Entry(result, provisional);
        kept.add(entry);
        keptCharacters += characters(entry);
        while (kept.size() > MAX_KEPT || keptCharacters > maxKeptCharacters) {
            notKeptUpTo = removeOldest().result().number();
        }
        return entry;
    }

    private Entry removeOldest() {
        Entry oldest = kept.remove();
        keptCharacters -= characters(oldest);
        return oldest;
    }

    private static int characters(Entry entry) {
        return entry.result().result().evaluation().checks().json().length();
    }

    /** The steps of entries on their way to the store, in order. */
    List<NumberedStep> steps(List<? extends Numbered> entries) {
        List<NumberedStep> steps = new ArrayList<>(entries.size());
        for (Numbered entry : entries) {
            if (entry instanceof NumberedStep step) {
                if (!complete) {
                    recorded.put(step.service(), step.step().state());
                }
                steps.add(step);
            } else if (entry instanceof NumberedResult result) {
                NumberedStep before = folded.remove(result.number());
                steps.add(before != null ? withGap(before, result) : step(result));
            }
        }
        return steps;
    }

    /** Checks may have been given up since it was folded: then its gap has grown. */
    private static NumberedStep withGap(NumberedStep step, NumberedResult result) {
        return result.gap()
                .filter(gap -> !step.gap().equals(result.gap()))
                .map(gap -> new NumberedStep(step.number(), step.step().telling(gap)))
                .orElse(step);
    }

    private NumberedStep step(NumberedResult result) {
        ServiceState before = recorded.getOrDefault(result.service(), ServiceState.initial(result.service()));
        NumberedStep step = fold.apply(before, result);
        recorded.put(result.service(), step.step().state());
        return step;
    }

    /**
     * All up to this number are on their way to the store. If the rest is in memory, it is folded, and all is known.
     *
     * @return the states of the services that were not known until now; empty if nothing has changed
     */
    Map<String, ServiceState> reached(long number) {
        if (complete || !open) {
            return Map.of();
        }
        while (!kept.isEmpty() && kept.element().result().number() <= number) {
            removeOldest();
        }
        if (number < notKeptUpTo) {
            return Map.of();
        }
        Map<String, ServiceState> states = new HashMap<>(recorded);
        states.keySet().removeAll(remembered);
        Set<String> waiting = new HashSet<>();
        for (Entry entry : kept) {
            NumberedStep step = step(entry.result());
            folded.put(step.number(), step);
            states.put(step.service(), step.step().state());
            waiting.add(step.service());
            entry.become(step.step().state());
        }
        states.forEach((service, state) -> {
            if (!waiting.contains(service)) {
                live.show(state, true);
            }
        });
        complete = true;
        kept.clear();
        recorded.clear();
        remembered.clear();
        removed.clear();
        return states;
    }
}
