package io.healthmon.check;

import io.healthmon.outbound.Admitted;
import io.healthmon.outbound.Destination;
import io.healthmon.outbound.OutboundDoor;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ExecutionException;

/** Opens connections for checkers that block, through the {@link OutboundDoor}. Thread-safe. */
public final class Dialer {

    private final OutboundDoor door;

    /** Dials through the context's door. */
    public Dialer(CheckerContext context) {
        this(context.door());
    }

    Dialer(OutboundDoor door) {
        this.door = door;
    }

    /**
     * Connects. The socket is closed when the request is cancelled, which ends any read or write on it.
     *
     * @throws CheckFailedException if no address may be dialled, or none takes the connection
     * @throws InterruptedException if the check is given up meanwhile
     */
    public Socket dial(CheckRequest request, PhaseClock phases, Destination destination)
            throws CheckFailedException, InterruptedException {
        phases.entering(Phase.DNS);
        Admitted admitted;
        try {
            admitted = door.admit(destination).toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new CheckFailedException(ConnectFailures.resolving(e, destination.host(), phases.timings()));
        }
        phases.entering(Phase.CONNECT);
        try {
            return OutboundDoor.dial(
                    admitted, request::remaining, socket -> request.onCancel(() -> Quietly.close(socket)));
        } catch (IOException e) {
            throw new CheckFailedException(ConnectFailures.connecting(e, destination.where(), phases.timings()));
        }
    }
}
