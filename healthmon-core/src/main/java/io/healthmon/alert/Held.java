package io.healthmon.alert;

import io.healthmon.check.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What is keeping a service's alert from being opened or told at present, so that it is recorded once.
 *
 * @param cause what kind of thing
 * @param because which one; see {@link Suppression}
 * @param alert the alert that lists it; empty while there is none
 * @param since since when
 */
public record Held(Suppression.Cause cause, Optional<String> because, Optional<AlertKey> alert, Instant since) {

    /** What the database's column holds. */
    static final int MAX_BECAUSE = 200;

    public Held {
        because = because.map(what -> Text.storable(what, MAX_BECAUSE));
        since = since.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * What keeps the alert after one more check: this going on, something else, or nothing. Waiting for one service after another is one
     * wait.
     *
     * @param before what kept it before
     * @param suppression what keeps it now
     */
    public static Optional<Held> next(Optional<Held> before, Optional<Suppression> suppression) {
        return suppression.map(now -> before.filter(held -> held.goesOn(now))
                .orElseGet(
                        () -> before.filter(held -> held.waits() && now.held().waits())
                                .map(held -> new Held(now.cause(), now.because(), now.alert(), held.since()))
                                .orElseGet(now::held)));
    }

    /** True if it waits for what a service will be found to be. */
    public boolean waits() {
        return cause == Suppression.Cause.UNDECIDED;
    }

    /** True if the suppression is this going on, listed where this is. */
    public boolean goesOn(Suppression suppression) {
        return cause == suppression.cause()
                && because.equals(suppression.because())
                && alert.equals(suppression.alert());
    }
}
