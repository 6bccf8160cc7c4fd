package io.healthmon.check.tcp;

import io.healthmon.check.CheckRequest;
import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.DaemonThreads;
import io.healthmon.check.Observation;
import io.healthmon.check.Phase;
import io.healthmon.check.PhaseClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.AsynchronousChannelGroup;
import java.util.concurrent.CompletionStage;

/** Connects and hangs up. Holds no thread while it waits: one for all connections, and the timer's. */
final class TcpChecker implements Checker {

    private final CheckerContext context;
    private final AsynchronousChannelGroup channels;

    TcpChecker(CheckerContext context) throws IOException {
        this.context = context;
        channels = AsynchronousChannelGroup.withFixedThreadPool(1, DaemonThreads.named("healthmon-tcp"));
    }

    @Override
    public boolean nonBlocking() {
        return true;
    }

    @Override
    public CompletionStage<Observation> check(CheckRequest request) {
        TcpSpec spec = (TcpSpec) request.spec();
        PhaseClock phases = new PhaseClock(request, context.clock());
        TcpAttempt attempt = new TcpAttempt(request, spec, phases, channels, context.timers());
        phases.entering(Phase.DNS);
        context.door().admit(spec.destination()).whenComplete((admitted, thrown) -> {
            if (thrown != null) {
                attempt.unresolved(thrown);
            } else {
                phases.entering(Phase.CONNECT);
                attempt.tryEach(admitted.addresses());
            }
        });
        return attempt.result();
    }

    @Override
    public void close() {
        try {
            channels.shutdownNow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
