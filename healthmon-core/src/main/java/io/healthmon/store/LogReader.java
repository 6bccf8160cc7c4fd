package io.healthmon.store;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * Reads the log from its beginning to its end, as one reads it to fold it once more. Thread-safe; blocks for as long as there is
 * something to read and the caller takes it, beside commits and the reads of people, which come first.
 */
public interface LogReader {

    /**
     * Gives checks in the order in which they were recorded, which is that in which a monitor folded them, whatever it watched at once.
     * A row that lies elsewhere by its number than by its time, as one that somebody inserted later, is given about where its time says,
     * and counted. Of each check there is what decisions rest on: a healthy one may come without its components, and each without its format.
     *
     * <p>Memory is bounded, however long the log is. What is recorded or dropped meanwhile may be given or not.
     *
     * @param each called on the caller's thread; what it throws ends the reading and is thrown on
     * @return what was given
     * @throws StoreException.Unavailable if the store is away, or not all of the log is in its place yet
     */
    LogRead log(LogSpan span, Consumer<StoredCheck> each);

    /**
     * Gives the alerts that were active at any moment of the span, the oldest triggered first.
     *
     * @param each called on the caller's thread; what it throws ends the reading and is thrown on
     * @throws StoreException.Unavailable if the store is away
     */
    void alertsOf(LogSpan span, Consumer<StoredAlert> each);

    /**
     * Which part of the log.
     *
     * @param from the oldest timestamp, included
     * @param to the end, not included; not before {@code from}
     */
    record LogSpan(Instant from, Instant to) {
        public LogSpan {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("a span must not end before it begins: " + from + " to " + to);
            }
        }

        /** True if the moment lies in it. */
        public boolean contains(Instant moment) {
            return !moment.isBefore(from) && moment.isBefore(to);
        }
    }

    /**
     * What was given.
     *
     * @param checks how many checks
     * @param displaced how many of them were given where their time says, since their number says another place
     */
    record LogRead(long checks, long displaced) {}
}
