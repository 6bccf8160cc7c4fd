package io.healthmon.check;

import java.util.regex.Pattern;

/**
 * Why a check is not healthy, as a machine-readable code: {@code dns_nxdomain}, {@code timeout_body}, {@code http_5xx} …
 * The codes that healthmon itself gives are the constants here; a custom checker may use its own.
 *
 * @param code {@code [a-z0-9_]{1,50}}
 */
public record Reason(String code) {

    private static final Pattern PATTERN = Pattern.compile("[a-z0-9_]{1,50}");

    // Unknown: we could not talk to it.
    /** The name does not exist. */
    public static final Reason DNS_NXDOMAIN = new Reason("dns_nxdomain");
    /** The name could not be resolved for now: no name server gave a usable answer. */
    public static final Reason DNS_FAILED = new Reason("dns_failed");
    /** No answer from the resolver before the deadline. */
    public static final Reason TIMEOUT_DNS = new Reason("timeout_dns");
    /** The monitor does not connect to where the target is: see {@link io.healthmon.outbound.OutboundPolicy}. */
    public static final Reason ADDRESS_REFUSED = new Reason("address_refused");
    /** Nothing listens there. */
    public static final Reason CONNECT_REFUSED = new Reason("connect_refused");
    /** No connection for another cause: no route, network unreachable, permission. */
    public static final Reason CONNECT_FAILED = new Reason("connect_failed");
    /** No connection before the deadline. */
    public static final Reason TIMEOUT_CONNECT = new Reason("timeout_connect");
    /** The TLS handshake failed: certificate, name or protocol. */
    public static final Reason TLS_HANDSHAKE = new Reason("tls_handshake");
    /** No TLS handshake before the deadline. */
    public static final Reason TIMEOUT_TLS = new Reason("timeout_tls");
    /** The checker was taken out of service because it ignored interruption three times. */
    public static final Reason CHECKER_SUSPENDED = new Reason("checker_suspended");
    /** The watched container is starting and had no status before. */
    public static final Reason STARTING = new Reason("starting");

    // Unhealthy: it answered wrongly, said so, or ran out of time after we connected.
    /** Out of time, and the client cannot tell where. */
    public static final Reason TIMEOUT = new Reason("timeout");
    /** Connected, but no first byte of an answer before the deadline. */
    public static final Reason TIMEOUT_RESPONSE = new Reason("timeout_response");
    /** The answer began and did not end before the deadline. */
    public static final Reason TIMEOUT_BODY = new Reason("timeout_body");
    /** The connection broke after it stood. */
    public static final Reason CONNECTION_LOST = new Reason("connection_lost");
    /** What came back does not follow the protocol. */
    public static final Reason PROTOCOL = new Reason("protocol");
    /** A 4xx. */
    public static final Reason HTTP_4XX = new Reason("http_4xx");
    /** A 5xx. */
    public static final Reason HTTP_5XX = new Reason("http_5xx");
    /** A code that the target's {@code expect-status} does not list, or one that means nothing to us (1xx). */
    public static final Reason HTTP_STATUS = new Reason("http_status");
    /** A 3xx that remains after at most 5 redirects, a loop, or a redirect to nowhere. */
    public static final Reason REDIRECT = new Reason("redirect");
    /** 401, 403, NOAUTH, WRONGPASS: the monitor's credentials are wrong. */
    public static final Reason AUTH = new Reason("auth");
    /** The body says so. */
    public static final Reason REPORTED = new Reason("reported");
    /** A component that the body names is not healthy. */
    public static final Reason COMPONENT = new Reason("component");
    /** A checker threw. */
    public static final Reason CHECKER_ERROR = new Reason("checker_error");

    // Degraded.
    /** 429: it works, and has too much to do. */
    public static final Reason BUSY = new Reason("busy");
    /** The body claims a format and is not it. */
    public static final Reason CONTENT_INVALID = new Reason("content_invalid");
    /** The body is longer than {@code max-body}. */
    public static final Reason BODY_TOO_LARGE = new Reason("body_too_large");
    /** A word that the vocabulary does not know. */
    public static final Reason UNKNOWN_WORD = new Reason("unknown_word");

    // What one kind of target says.
    /** Redis is loading its data set from disk. */
    public static final Reason LOADING = new Reason("loading");
    /** A Redis replica has lost its master and serves no stale data. */
    public static final Reason MASTER_DOWN = new Reason("master_down");
    /** The container is not running. */
    public static final Reason CONTAINER_STATE = new Reason("container_state");
    /** There is no such container. */
    public static final Reason CONTAINER_MISSING = new Reason("container_missing");
    /** No Celery worker answers. */
    public static final Reason NO_WORKERS = new Reason("no_workers");
    /** Fewer Celery workers answer than the target wants. */
    public static final Reason TOO_FEW_WORKERS = new Reason("too_few_workers");

    public Reason {
        if (!PATTERN.matcher(code).matches()) {
            throw new IllegalArgumentException("reason '" + code + "' is not allowed: 1 to 50 of a-z 0-9 _");
        }
    }

    @Override
    public String toString() {
        return code;
    }
}
