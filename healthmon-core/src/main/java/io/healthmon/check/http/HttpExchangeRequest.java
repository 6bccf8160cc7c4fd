package io.healthmon.check.http;

import io.healthmon.outbound.Admitted;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What a probe is to do.
 *
 * @param hop what to send, and where
 * @param spec how: whom to trust, which connection to use, how much of a decoded body to keep
 * @param admitted the hop's host, looked up and judged: its addresses are to be tried in order
 * @param connectTimeout when to give up connecting (with TLS: handshake included); shorter than the check's own deadline,
 *     so that a time-out tells whether a connection stood
 * @param heads told the head of the answer once it has come, on a thread of the client's; must not block
 */
record HttpExchangeRequest(
        Hop hop, HttpSpec spec, Admitted admitted, Duration connectTimeout, Consumer<AnswerHead> heads) {

    /** For whom an answer without its body is none. */
    HttpExchangeRequest(Hop hop, HttpSpec spec, Admitted admitted, Duration connectTimeout) {
        this(hop, spec, admitted, connectTimeout, head -> {});
    }
}
