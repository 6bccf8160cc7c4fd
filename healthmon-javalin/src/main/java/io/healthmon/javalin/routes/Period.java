package io.healthmon.javalin.routes;

import io.healthmon.javalin.wire.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A time that a request's body gives: {@code starts_at}, now by default, and {@code ends_at} or {@code duration}. */
record Period(Instant startsAt, Instant endsAt) {

    private static final Duration LONGEST = Duration.ofDays(366);

    static Period read(RequestBody body, Instant now) {
        Instant startsAt = body.time("starts_at").orElse(now);
        Optional<Instant> end = body.time("ends_at");
        Optional<Duration> duration = body.duration("duration", LONGEST);
        if (end.isPresent() == duration.isPresent()) {
            throw Problem.malformed(
                    "Keys 'ends_at' and 'duration': one of them says when it ends, and exactly one is needed.");
        }
        Instant endsAt = end.orElseGet(() -> startsAt.plus(duration.orElseThrow()));
        if (!endsAt.isAfter(startsAt)) {
            throw RequestBody.malformed("ends_at", endsAt.toString(), "a time after the beginning, " + startsAt);
        }
        if (!endsAt.isAfter(now) && duration.isPresent()) {
            throw RequestBody.malformed(
                    "starts_at",
                    startsAt.toString(),
                    "a time from which the duration goes on into what is to come; it is " + now + " now");
        }
        if (!endsAt.isAfter(now)) {
            throw RequestBody.malformed("ends_at", endsAt.toString(), "a time to come; it is " + now + " now");
        }
        if (Duration.between(startsAt, endsAt).compareTo(LONGEST) > 0) {
            throw RequestBody.malformed(
                    "ends_at", endsAt.toString(), "at most " + LONGEST.toDays() + "d after " + startsAt);
        }
        return new Period(startsAt, endsAt);
    }
}
