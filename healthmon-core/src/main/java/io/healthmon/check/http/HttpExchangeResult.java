package io.healthmon.check.http;

import io.healthmon.check.Observation;
import io.healthmon.check.Timings;
import java.util.Optional;

/** What came of one exchange. */
sealed interface HttpExchangeResult {

    /**
     * A whole answer.
     *
     * @param code the final status code, never 1xx
     * @param contentType the answer's, if it gave one
     * @param location likewise
     * @param body decoded; never longer than the cap
     * @param timings as far as the client can tell
     */
    record Answered(
            int code,
            Optional<String> contentType,
            Optional<String> location,
            CappedBody.Collected body,
            Timings timings)
            implements HttpExchangeResult {}

    /**
     * None.
     *
     * @param observation what that says: a failure of the target, or the monitor's own fault
     */
    record Failed(Observation observation) implements HttpExchangeResult {}
}
