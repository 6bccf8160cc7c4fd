package io.healthmon.javalin.routes;

import io.healthmon.javalin.wire.Cursor;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.store.CheckReader.Position;
import io.healthmon.target.ServiceName;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Query parameters: absent means the default, malformed or repeated is a 400, unknown ones are ignored. */
final class Parameters {

    static final int MAX_LIMIT = 1_000;

    private static final Duration MAX_BACK = Duration.ofDays(3_650);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Context ctx;

    Parameters(Context ctx) {
        this.ctx = ctx;
    }

    /** How many hours back; however long anything is kept, so that the same question is right everywhere. */
    int hours() {
        return integer("hours", 24, Limits.MOST_HOURS);
    }

    int limit(int fallback) {
        return integer("limit", fallback, MAX_LIMIT);
    }

    /** A time back from now, such as {@code 30d}. */
    Duration duration(String name, Duration fallback) {
        return single(name)
                .map(text -> RequestBody.duration(text)
                        .filter(value -> value.compareTo(MAX_BACK) <= 0)
                        .orElseThrow(() -> malformed(name, text, "a duration such as 12h or 30d, up to 3650d")))
                .orElse(fallback);
    }

    /**
     * The service to filter by; empty for all, which an empty value means too. A service that is not watched may still have
     * a history, so that any valid name will do.
     */
    Optional<String> service() {
        return single("service").filter(name -> !name.isEmpty()).map(name -> {
            if (!ServiceName.valid(name)) {
                throw malformed("service", name, ServiceName.RULE);
            }
            return name;
        });
    }

    /** Where the page before ended; empty for the first page, which an empty value means too. */
    Optional<Position> cursor() {
        return single("cursor")
                .filter(word -> !word.isEmpty())
                .map(word -> Cursor.read(word)
                        .orElseThrow(() -> malformed("cursor", word, "what the page before has as its next")));
    }

    /** Below which number to go on; empty for the beginning, which an empty value means too. */
    Optional<Long> before() {
        return single("before").filter(text -> !text.isEmpty()).map(text -> {
            if (!ID.matcher(text).matches()) {
                throw malformed("before", text, "what the page before has as its next");
            }
            return Long.parseLong(text);
        });
    }

    /** The number of an alert, in the path. */
    long id() {
        String text = ctx.pathParam("id");
        if (!ID.matcher(text).matches()) {
            throw malformed("id", text, "a whole number, as in the list of alerts");
        }
        return Long.parseLong(text);
    }

    /** The id of a silence, a key or the like, in the path. */
    UUID uuid() {
        return uuid("id");
    }

    /** An id in the path. */
    UUID uuid(String name) {
        String text = ctx.pathParam(name);
        if (!UUID_TEXT.matcher(text).matches()) {
            throw malformed(name, text, "a UUID, as in the list");
        }
        return UUID.fromString(text);
    }

    /** A moment; empty if absent, which an empty value means too. */
    Optional<Instant> time(String name) {
        return single(name)
                .filter(text -> !text.isEmpty())
                .map(text -> RequestBody.moment(text)
                        .orElseThrow(() -> malformed(
                                name, text, "a time from 2000 to 2199 with its offset, such as 2026-01-31T18:00:00Z")));
    }

    String word(String name, String fallback, List<String> allowed) {
        return single(name)
                .map(word -> {
                    if (!allowed.contains(word)) {
                        throw malformed(name, word, String.join(", ", allowed));
                    }
                    return word;
                })
                .orElse(fallback);
    }

    int integer(String name, int fallback, int max) {
        return single(name)
                .map(text -> {
                    int value = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
                    if (value < 1 || value > max) {
                        throw malformed(name, text, "a whole number from 1 to " + max);
                    }
                    return value;
                })
                .orElse(fallback);
    }

    private Optional<String> single(String name) {
        List<String> values = ctx.queryParams(name);
        if (values.size() > 1) {
            throw Problem.malformed("Parameter '" + name + "' is given " + values.size() + " times; allowed is once.");
        }
        return values.stream().findFirst();
    }

    private static Problem malformed(String name, String value, String allowed) {
        return Problem.malformed(
                "Parameter '" + name + "' is " + Problem.quoted(value) + "; allowed is " + allowed + ".");
    }
}
