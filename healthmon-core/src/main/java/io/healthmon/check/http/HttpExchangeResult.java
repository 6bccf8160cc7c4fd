package io.healthmon.check.http;

import io.healthmon.check.Observation;
import io.healthmon.check.Timings;
import java.net.http.HttpHeaders;

/** What came of one exchange. */
sealed interface HttpExchangeResult {

    /**
     * A whole answer.
     *
     * @param code the final status code, never 1xx
     * @param headers the answer's
     * @param body decoded; never longer than the cap
     * @param truncated true if it was longer
     * @param timings as far as the client can tell
     */
    record Answered(int code, HttpHeaders headers, byte[] body, boolean truncated, Timings timings)
            implements HttpExchangeResult {}

    /**
     * None.
     *
     * @param observation what that says: a failure of the target, or the monitor's own fault
     */
    record Failed(Observation observation) implements HttpExchangeResult {}
}
