package io.healthmon.internal;

import io.healthmon.evaluate.CheckResult;
import io.healthmon.internal.FlakyStore.Mood;
import io.healthmon.store.Step;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/** What a {@link Simulation}'s store does: it is away, slow, or refuses; commits, and the answer is lost; and the process dies at a call to it. */
final class SimulatedStoreTrouble {

    /** How the store is. */
    enum Kind {
        NONE,
        AWAY,
        /** Commits are taken and not answered. */
        MUTE,
        /** Each call meets something else. */
        FICKLE,
        /** Each call takes up to three seconds, in which the others go on. */
        SLOW
    }

    private final Random lot;
    private final Consumer<Duration> meanwhile;
    private final Runnable death;
    private final Consumer<String> givenUp;
    private Kind kind = Kind.NONE;
    private boolean refusing;
    private long callsToLive = Long.MAX_VALUE;

    /**
     * @param meanwhile lets time pass
     * @param death ends the process
     * @param givenUp hears of services of which a step will never be taken
     */
    SimulatedStoreTrouble(
            Random lot, FlakyStore store, Consumer<Duration> meanwhile, Runnable death, Consumer<String> givenUp) {
        this.lot = lot;
        this.meanwhile = meanwhile;
        this.death = death;
        this.givenUp = givenUp;
        store.be(this::next);
        store.refuse(this::refuses);
    }

    void be(Kind now) {
        kind = now;
    }

    Kind change() {
        kind = Kind.values()[lot.nextInt(Kind.values().length)];
        refusing = lot.nextInt(10) == 0;
        return kind;
    }

    void dieAtCall(int calls) {
        callsToLive = calls;
    }

    /** All is well with it. */
    void end() {
        kind = Kind.NONE;
        refusing = false;
        callsToLive = Long.MAX_VALUE;
    }

    private Mood next() {
        if (--callsToLive <= 0) {
            callsToLive = Long.MAX_VALUE;
            death.run();
            return lot.nextBoolean() ? Mood.AWAY : Mood.ANSWER_LOST;
        }
        return switch (kind) {
            case NONE -> Mood.FINE;
            case AWAY -> Mood.AWAY;
            case MUTE -> Mood.ANSWER_LOST;
            case FICKLE -> Mood.values()[lot.nextInt(3)];
            case SLOW -> {
                meanwhile.accept(Duration.ofMillis(lot.nextInt(3_000)));
                yield Mood.FINE;
            }
        };
    }

    /** Some that tell nothing of alerts: what does, it is allowed to lose none of. */
    private boolean refuses(Step step) {
        boolean refused = refusing
                && !step.tellsOfAlerts()
                && step.check().filter(SimulatedStoreTrouble::unlucky).isPresent();
        if (refused) {
            givenUp.accept(step.service());
        }
        return refused;
    }

    private static boolean unlucky(CheckResult check) {
        return Math.floorMod(check.timestamp().getEpochSecond(), 7) == 0;
    }
}
