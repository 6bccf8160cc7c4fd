package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_WRITER;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/**
 * Closes hours. They are dirty, and so their rows go on to be read, until they are rolled up. Writers wait for it, so it closes few at
 * a time.
 */
final class CloseHours {

    private static final int AT_ONCE = 50;

    private CloseHours() {}

    /**
     * Closes hours that end before or at {@code until}.
     *
     * @return true if there are more
     */
    static boolean run(DSLContext transaction, Instant until) {
        Marks marks = HoldPen.run(transaction);
        Instant to = Marks.hour(until);
        if (!marks.closedTo().isBefore(to)) {
            return false;
        }
        List<Instant> hours = SelectHoursWithRows.run(transaction, marks.closedTo(), to, AT_ONCE);
        boolean more = hours.size() == AT_ONCE;
        if (!hours.isEmpty()) {
            MarkDirty.run(transaction, hours);
        }
        transaction
                .update(HEALTHMON_WRITER)
                .set(HEALTHMON_WRITER.CLOSED_TO, more ? hours.get(AT_ONCE - 1).plus(Duration.ofHours(1)) : to)
                .execute();
        return more;
    }
}
