package io.healthmon.outbound;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Turns names into addresses without holding the caller. Thread-safe. */
@FunctionalInterface
public interface Resolver {

    /**
     * The addresses of {@code host}, a name or a literal address.
     *
     * @return completes with one or more addresses; exceptionally with {@link java.net.UnknownHostException} if there is no
     *     such name or no name server says so, with anything else if the monitor itself is at fault; never because of time: the
     *     caller has the deadline
     */
    CompletionStage<List<InetAddress>> resolve(String host);

    /** The same past what is remembered of earlier look-ups, where anything is. */
    default CompletionStage<List<InetAddress>> resolveAnew(String host) {
        return resolve(host);
    }
}
