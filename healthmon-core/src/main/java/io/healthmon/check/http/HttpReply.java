package io.healthmon.check.http;

import java.util.Optional;

/** What came of sending a request. */
public sealed interface HttpReply {

    /**
     * An answer.
     *
     * @param code its status code, never 1xx
     * @param retryAfter its {@code Retry-After} header, as it came
     * @param body as much of its body as was read; empty if it broke off or did not come in time. It may repeat what was sent,
     *     secrets included
     */
    record Answered(int code, Optional<String> retryAfter, String body) implements HttpReply {}

    /**
     * None.
     *
     * @param sentence why; names the host and port, nothing else of the request
     */
    record Unanswered(String sentence) implements HttpReply {}

    /**
     * None, and none will come: the monitor does not connect to where that address leads.
     *
     * @param sentence why, and what to do; names the host and its address, nothing else of the request
     */
    record Refused(String sentence) implements HttpReply {}
}
