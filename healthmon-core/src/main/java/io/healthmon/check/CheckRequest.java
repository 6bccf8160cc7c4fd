package io.healthmon.check;

import io.healthmon.target.CheckSpec;
import java.time.Duration;

/**
 * One check to do, given to a {@link Checker}. Thread-safe.
 */
public interface CheckRequest {

    /** The service's name. */
    String service();

    /** What to look at; the checker's own kind. */
    CheckSpec spec();

    /** The whole time of the check, from its start. */
    Duration timeout();

    /** What is left of {@link #timeout()}; zero once it is over. */
    Duration remaining();

    /**
     * Tells that the check enters {@code phase}. If the deadline comes, the last phase told decides what it means: unknown
     * before a connection stands, unhealthy after; unhealthy where no phase was told.
     */
    void entering(Phase phase);

    /**
     * Runs {@code action} when the deadline comes or the check is given up: close the socket, abort the exchange. At once if
     * that is already so. Called on a thread of the monitor's pools; must not block or throw. Several actions run in the order given.
     */
    void onCancel(Runnable action);
}
