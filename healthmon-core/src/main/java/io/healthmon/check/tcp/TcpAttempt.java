package io.healthmon.check.tcp;

import io.healthmon.check.CheckRequest;
import io.healthmon.check.Checks;
import io.healthmon.check.ConnectFailures;
import io.healthmon.check.Observation;
import io.healthmon.check.PhaseClock;
import io.healthmon.check.Quietly;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.outbound.PinnedAddress;
import io.healthmon.time.Timers;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One TCP check: tries the addresses in order, each with an equal share of the time that is left. */
final class TcpAttempt {

    private static final Checks CONNECTED = Checks.of(Map.of("connection", "connected"));

    private final CheckRequest request;
    private final TcpSpec spec;
    private final PhaseClock phases;
    private final AsynchronousChannelGroup channels;
    private final Timers timers;
    private final CompletableFuture<Observation> result = new CompletableFuture<>();

    TcpAttempt(
            CheckRequest request, TcpSpec spec, PhaseClock phases, AsynchronousChannelGroup channels, Timers timers) {
        this.request = request;
        this.spec = spec;
        this.phases = phases;
        this.channels = channels;
        this.timers = timers;
    }

    CompletableFuture<Observation> result() {
        return result;
    }

    void unresolved(Throwable thrown) {
        result.complete(ConnectFailures.resolving(thrown, spec.host(), phases.timings()));
    }

    private void failed(Throwable thrown) {
        result.complete(ConnectFailures.connecting(thrown, spec.destination().where(), phases.timings()));
    }

    void tryEach(List<PinnedAddress> addresses) {
        AsynchronousSocketChannel channel;
        try {
            channel = AsynchronousSocketChannel.open(channels);
        } catch (IOException | RuntimeException e) {
            failed(e);
            return;
        }
        request.onCancel(() -> Quietly.close(channel));
        // The last one's share ends with the deadline itself, which then says what it means.
        Timers.Timeout share = addresses.size() == 1
                ? () -> {}
                : timers.after(request.remaining().dividedBy(addresses.size()), () -> Quietly.close(channel));
        CompletionHandler<Void, List<PinnedAddress>> handler = new CompletionHandler<>() {
            @Override
            public void completed(Void nothing, List<PinnedAddress> others) {
                share.cancel();
                Quietly.close(channel);
                result.complete(Observation.Statement.healthy(CONNECTED, phases.timings()));
            }

            @Override
            public void failed(Throwable thrown, List<PinnedAddress> others) {
                share.cancel();
                Quietly.close(channel);
                if (others.isEmpty() || request.remaining().isZero()) {
                    TcpAttempt.this.failed(outOfTime(thrown));
                } else {
                    tryEach(others);
                }
            }
        };
        List<PinnedAddress> others = addresses.subList(1, addresses.size());
        try {
            OutboundDoor.connect(channel, addresses.get(0), others, handler);
        } catch (RuntimeException unsupportedAddress) {
            handler.failed(unsupportedAddress, others);
        }
    }

    /** We close a channel only when its time is over; it then reports that it was closed, not why. */
    private static Throwable outOfTime(Throwable thrown) {
        return thrown instanceof ClosedChannelException ? new SocketTimeoutException("out of time") : thrown;
    }
}
