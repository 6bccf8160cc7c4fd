package io.healthmon.check.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a probe is to do.
 *
 * @param hop what to send, and where
 * @param spec how: whom to trust, which connection to use, how much of a decoded body to keep
 * @param addresses what the hop's host was resolved to, to be tried in order; not empty
 * @param connectTimeout when to give up connecting (with TLS: handshake included); shorter than the check's own deadline,
 *     so that a time-out tells whether a connection stood
 * @param heads told the head of the answer once it has come, on a thread of the client's; must not block
 */
record HttpExchangeRequest(
        Hop hop, HttpSpec spec, List<InetAddress> addresses, Duration connectTimeout, Consumer<AnswerHead> heads) {

    /** For whom an answer without its body is none. */
    HttpExchangeRequest(Hop hop, HttpSpec spec, List<InetAddress> addresses, Duration connectTimeout) {
        this(hop, spec, addresses, connectTimeout, head -> {});
    }
}
