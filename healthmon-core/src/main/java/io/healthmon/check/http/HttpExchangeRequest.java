package io.healthmon.check.http;

import java.time.Duration;

/**
 * What a probe is to do.
 *
 * @param hop what to send, and where
 * @param tls whom to trust
 * @param maxBody bytes of a decoded body that are kept at most; what follows is not read
 * @param connectTimeout when to give up connecting (with TLS: handshake included); shorter than the check's own deadline,
 *     so that a time-out tells whether a connection stood
 */
record HttpExchangeRequest(Hop hop, Tls tls, int maxBody, Duration connectTimeout) {}
