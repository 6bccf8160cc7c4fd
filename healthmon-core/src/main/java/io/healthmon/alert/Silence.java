package io.healthmon.alert;

import io.healthmon.check.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Alerts of some services are not told for a time. They are opened and recorded; one that is still active when the silence ends is told
 * then, and one that was told before it is resolved as ever.
 *
 * @param id names it
 * @param matcher whose alerts
 * @param author who asked for it
 * @param reason why
 * @param createdAt when it was asked for
 * @param startsAt from when on
 * @param endsAt until when; after {@code startsAt}
 * @param ended who ended it before its time, if somebody did
 */
public record Silence(
        UUID id,
        ServiceMatcher matcher,
        String author,
        String reason,
        Instant createdAt,
        Instant startsAt,
        Instant endsAt,
        Optional<Ending> ended) {

    public Silence {
        author = Text.storable(author, 100);
        reason = Text.message(reason);
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        startsAt = startsAt.truncatedTo(ChronoUnit.MICROS);
        endsAt = endsAt.truncatedTo(ChronoUnit.MICROS);
        if (!endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException("a silence must end after it begins: " + startsAt + " to " + endsAt);
        }
    }

    /** One that nobody has ended. */
    public Silence(
            UUID id,
            ServiceMatcher matcher,
            String author,
            String reason,
            Instant createdAt,
            Instant startsAt,
            Instant endsAt) {
        this(id, matcher, author, reason, createdAt, startsAt, endsAt, Optional.empty());
    }

    /** This, ended before its time; one that was ended before stays as it is. */
    public Silence ended(Ending ending) {
        return ended.isPresent()
                ? this
                : new Silence(id, matcher, author, reason, createdAt, startsAt, endsAt, Optional.of(ending));
    }

    /** True if it has no time left from this moment on. */
    public boolean isOver(Instant moment) {
        return !moment.isBefore(endsAt)
                || ended.filter(ending -> !moment.isBefore(ending.at())).isPresent();
    }

    /** True at its times; its end does not belong to it. */
    public boolean contains(Instant moment) {
        return !moment.isBefore(startsAt) && !isOver(moment);
    }
}
