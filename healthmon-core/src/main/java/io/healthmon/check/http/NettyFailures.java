package io.healthmon.check.http;

import io.healthmon.check.ConnectFailures;
import io.healthmon.check.Observation;
import io.healthmon.check.Timings;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Netty's exceptions mean. */
final class NettyFailures {

    private static final Logger LOG = LoggerFactory.getLogger(NettyFailures.class);

    private NettyFailures() {}

    /** Of opening a socket or connecting it. */
    static Observation connecting(Throwable thrown, Hop hop, Timings timings) {
        LOG.debug("{} failed to connect", hop, thrown);
        List<Throwable> causes = JdkFailures.causes(thrown);
        if (causes.stream().anyMatch(NettyFailures::isExhaustion)) {
            return HttpFailures.EXHAUSTED;
        }
        if (any(causes, RejectedExecutionException.class)) {
            return HttpFailures.CLOSED;
        }
        if (any(causes, ConnectTimeoutException.class)) {
            return HttpFailures.noConnectionInTime(hop, timings);
        }
        if (causes.stream().anyMatch(cause -> says(cause, "connection reset"))) {
            // It stood, and was gone before we looked.
            return hop.encrypted()
                    ? HttpFailures.handshake(hop, causes, timings)
                    : HttpFailures.lostBeforeAnswer(hop, timings);
        }
        boolean refused = causes.stream()
                .anyMatch(cause -> cause instanceof ConnectException && says(cause, "connection refused"));
        return refused ? HttpFailures.refused(hop, timings) : HttpFailures.unreachable(hop, timings);
    }

    private static boolean isExhaustion(Throwable cause) {
        return cause instanceof BindException
                || says(cause, "cannot assign requested address")
                || ConnectFailures.ownFault(cause).isPresent();
    }

    /** Of the TLS handshake. */
    static Observation handshaking(Throwable thrown, Hop hop, Timings timings) {
        LOG.debug("{} failed to shake hands", hop, thrown);
        List<Throwable> causes = JdkFailures.causes(thrown);
        return any(causes, SslHandshakeTimeoutException.class)
                ? HttpFailures.noHandshakeInTime(hop, timings)
                : HttpFailures.handshake(hop, causes, timings);
    }

    /** After the request went out. With TLS 1.3 a server refuses a client only then. */
    static Observation answering(Throwable thrown, boolean answerBegan, Hop hop, Timings timings) {
        LOG.debug("{} failed", hop, thrown);
        List<Throwable> causes = JdkFailures.causes(thrown);
        if (!answerBegan && any(causes, SSLException.class)) {
            return HttpFailures.handshake(hop, causes, timings);
        }
        if (any(causes, IOException.class)) {
            return answerBegan
                    ? HttpFailures.lostWithinAnswer(hop, timings)
                    : HttpFailures.lostBeforeAnswer(hop, timings);
        }
        return HttpFailures.notHttp(hop, timings);
    }

    /** Whether it came over the connection, or else is a bug. */
    static boolean isTheTargets(Throwable thrown) {
        return JdkFailures.causes(thrown).stream()
                .anyMatch(cause -> cause instanceof IOException || cause instanceof DecoderException);
    }

    private static boolean any(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    private static boolean says(Throwable cause, String words) {
        return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains(words);
    }
}
