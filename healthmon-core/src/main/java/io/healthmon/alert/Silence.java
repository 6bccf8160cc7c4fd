package io.healthmon.alert;

import io.healthmon.check.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
 */
public record Silence(
        UUID id,
        ServiceMatcher matcher,
        String author,
        String reason,
        Instant createdAt,
        Instant startsAt,
        Instant endsAt) {

    public Silence {
        author = Text.cut(author, 100);
        reason = Text.message(reason);
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        startsAt = startsAt.truncatedTo(ChronoUnit.MICROS);
        endsAt = endsAt.truncatedTo(ChronoUnit.MICROS);
        if (!endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException("a silence must end after it begins: " + startsAt + " to " + endsAt);
        }
    }

    /** True at its times; its end does not belong to it. */
    public boolean contains(Instant moment) {
        return !moment.isBefore(startsAt) && moment.isBefore(endsAt);
    }
}
