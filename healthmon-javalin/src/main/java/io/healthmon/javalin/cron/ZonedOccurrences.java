package io.healthmon.javalin.cron;

import io.healthmon.alert.Occurrences;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * The moments at which the clocks of a zone show what an expression names. A time that they skip in spring comes when they go on; one that
 * they show twice in autumn comes once, the first time. So the moments are in the order of the times that name them, and each day has as
 * many as the expression says, but for those that one skip makes one.
 *
 * @param fields what the expression names
 * @param zone the zone's rules
 */
record ZonedOccurrences(CronFields fields, ZoneRules zone) implements Occurrences {

    private static final int YEARS = 5;

    @Override
    public Optional<Instant> lastUntil(Instant moment) {
        LocalDateTime shown = shown(moment);
        return repeated(moment)
                // Whatever the clocks show twice has been, its last minute too.
                .map(change -> change.getDateTimeBefore().minusNanos(1))
                .or(() -> Optional.of(shown))
                .flatMap(last -> fields.lastUntil(last, shown.toLocalDate().minusYears(YEARS)))
                .map(this::moment);
    }

    @Override
    public Optional<Instant> firstAfter(Instant moment) {
        LocalDateTime shown = shown(moment);
        return repeated(moment)
                .map(ZoneOffsetTransition::getDateTimeBefore)
                .or(() -> Optional.of(shown.plusNanos(1)))
                .flatMap(first -> fields.firstFrom(first, shown.toLocalDate().plusYears(YEARS)))
                .map(this::moment);
    }

    private LocalDateTime shown(Instant moment) {
        return LocalDateTime.ofInstant(moment, zone.getOffset(moment));
    }

    /** The change of the clocks whose time they show for the second time at this moment. */
    private Optional<ZoneOffsetTransition> repeated(Instant moment) {
        return Optional.ofNullable(zone.previousTransition(moment.plusNanos(1)))
                .filter(ZoneOffsetTransition::isOverlap)
                .filter(change -> moment.isBefore(change.getInstant().minus(change.getDuration())));
    }

    private Instant moment(LocalDateTime time) {
        ZoneOffsetTransition change = zone.getTransition(time);
        if (change == null) {
            return time.toInstant(zone.getOffset(time));
        }
        return change.isGap() ? change.getInstant() : time.toInstant(change.getOffsetBefore());
    }
}
