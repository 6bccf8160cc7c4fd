package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_DIRTY_HOUR;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_WRITER;
import static org.jooq.impl.DSL.min;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/** Says that days may lose their rows, as far as their hours are closed and clean: from now on only their rollups count. */
final class RaiseDroppedTo {

    private RaiseDroppedTo() {}

    /**
     * @param wanted days that end before or at this moment may go
     * @return those that end before or at this one do
     */
    static Instant run(DSLContext transaction, Instant wanted) {
        Marks marks = HoldPen.run(transaction);
        Instant dirty = transaction
                .select(min(HEALTHMON_DIRTY_HOUR.HOUR))
                .from(HEALTHMON_DIRTY_HOUR)
                .fetchSingle()
                .value1();
        Instant possible = Marks.day(Stream.of(wanted, marks.closedTo(), dirty)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(wanted));
        if (!marks.droppedTo().isBefore(possible)) {
            return marks.droppedTo();
        }
        transaction
                .update(HEALTHMON_WRITER)
                .set(HEALTHMON_WRITER.DROPPED_TO, possible)
                .execute();
        return possible;
    }
}
