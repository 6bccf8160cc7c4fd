package io.healthmon.view;

import io.healthmon.check.Observation;
import io.healthmon.check.Text;
import io.healthmon.check.Timings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the newest check of a service brought back, as far as people are shown it: kept in memory alone, and not recorded.
 *
 * @param startedAt wall time of the check's start
 * @param took how long it took, monotonic
 * @param timings what the time went into, as far as known
 * @param code the status code; empty if no HTTP answer came
 * @param contentType its {@code Content-Type}, if one came
 * @param body the first {@link #MOST_BYTES} bytes of what came; empty if nothing came, or there was no room for it
 * @param cut true if there was more
 */
public record Sighting(
        Instant startedAt,
        Duration took,
        Timings timings,
        OptionalInt code,
        Optional<String> contentType,
        Optional<Bytes> body,
        boolean cut) {

    /** So much of a body is kept. */
    public static final int MOST_BYTES = 2_048;

    private static final int LONGEST_TYPE = 100;

    /** Bytes that nobody changes. */
    public static final class Bytes {
        private final byte[] bytes;

        private Bytes(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /** What is shown of an observation. */
    public static Sighting of(Observation observation, Instant startedAt, Duration took) {
        if (!(observation instanceof Observation.Answer answer)) {
            return new Sighting(
                    startedAt,
                    took,
                    observation.timings(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false);
        }
        byte[] body = answer.body();
        boolean longer = body.length > MOST_BYTES;
        return new Sighting(
                startedAt,
                took,
                answer.timings(),
                OptionalInt.of(answer.code()),
                answer.contentType().map(type -> Text.storable(type, LONGEST_TYPE)),
                body.length == 0
                        ? Optional.empty()
                        : Optional.of(new Bytes(longer ? Arrays.copyOf(body, MOST_BYTES) : body.clone())),
                answer.truncated() || longer);
    }

    /** The same without its body, as one of which there is more. */
    public Sighting withoutBody() {
        return new Sighting(startedAt, took, timings, code, contentType, Optional.empty(), cut || body.isPresent());
    }

    /** How much memory the body takes. */
    public int bytes() {
        return body.map(its -> its.bytes.length).orElse(0);
    }

    /** The body as text, read as UTF-8, and {@link Text#harmless}; empty if there is none. */
    public Optional<String> text() {
        return body.map(its -> Text.harmless(new String(its.bytes, StandardCharsets.UTF_8)));
    }
}
