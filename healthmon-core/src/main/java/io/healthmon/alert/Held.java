package io.healthmon.alert;

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

    public Held {
        since = since.truncatedTo(ChronoUnit.MICROS);
    }

    /** True if the suppression is this going on, listed where this is. */
    public boolean goesOn(Suppression suppression) {
        return cause == suppression.cause()
                && because.equals(suppression.because())
                && alert.equals(suppression.alert());
    }
}
