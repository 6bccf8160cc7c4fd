package io.healthmon.check;

import io.healthmon.HealthStatus;
import java.util.Optional;

/** What one look at a target brought back. Sealed: an evaluator knows every case. */
public sealed interface Observation {

    /** What the time went into, as far as the client can tell. */
    Timings timings();

    /**
     * An HTTP answer: a code, and as much of the body as was read.
     *
     * @param code the status code
     * @param contentType the {@code Content-Type} header, if one came
     * @param body the body, decoded; never longer than the target's cap
     * @param truncated true if the body was longer than the cap
     * @param timings as far as known
     */
    record Answer(int code, Optional<String> contentType, byte[] body, boolean truncated, Timings timings)
            implements Observation {}

    /**
     * A protocol's own statement: the checker understood the answer and says what it means.
     *
     * @param status what the answer means
     * @param reason the code; present exactly if the status is not healthy
     * @param message a sentence; present exactly if the status is not healthy
     * @param checks the components
     * @param timings as far as known
     */
    record Statement(
            HealthStatus status, Optional<Reason> reason, Optional<String> message, Checks checks, Timings timings)
            implements Observation {

        public Statement {
            if ((status == HealthStatus.HEALTHY) == reason.isPresent() || reason.isPresent() != message.isPresent()) {
                throw new IllegalArgumentException("a reason and a message belong to every status but healthy");
            }
            message = message.map(Text::message);
        }

        /** It works. */
        public static Statement healthy(Checks checks, Timings timings) {
            return new Statement(HealthStatus.HEALTHY, Optional.empty(), Optional.empty(), checks, timings);
        }

        /** It does not, and says why. */
        public static Statement of(HealthStatus status, Reason reason, String message, Checks checks, Timings timings) {
            return new Statement(status, Optional.of(reason), Optional.of(message), checks, timings);
        }
    }

    /**
     * No answer that could be read: no connection (unknown), or a broken or late one (unhealthy).
     *
     * @param status unknown or unhealthy
     * @param reason the code
     * @param message a sentence that names what was tried
     * @param timings as far as known
     */
    record Failure(HealthStatus status, Reason reason, String message, Timings timings) implements Observation {

        public Failure {
            if (status.operational()) {
                throw new IllegalArgumentException("a failure is unknown or unhealthy, not " + status);
            }
            message = Text.message(message);
        }

        /** We could not talk to it. */
        public static Failure unknown(Reason reason, String message, Timings timings) {
            return new Failure(HealthStatus.UNKNOWN, reason, message, timings);
        }

        /** It answered wrongly, or not in time. */
        public static Failure unhealthy(Reason reason, String message, Timings timings) {
            return new Failure(HealthStatus.UNHEALTHY, reason, message, timings);
        }
    }

    /**
     * The target is changing and asks to be taken as it was, as a container whose health is {@code starting}: keeps the
     * previous status; unknown if there was none.
     *
     * @param message a sentence
     * @param checks the components
     * @param timings as far as known
     */
    record Unsettled(String message, Checks checks, Timings timings) implements Observation {

        public Unsettled {
            message = Text.message(message);
        }
    }

    /**
     * The monitor's own fault: no file handle, no free worker, a bug in a checker of ours. No row and no alert of the target
     * comes of it, a gap and a metric do.
     *
     * @param message a sentence
     */
    record MonitorFault(String message) implements Observation {

        @Override
        public Timings timings() {
            return Timings.NONE;
        }
    }
}
