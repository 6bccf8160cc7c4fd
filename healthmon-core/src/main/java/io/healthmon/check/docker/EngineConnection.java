package io.healthmon.check.docker;

import io.healthmon.check.CheckFailedException;
import io.healthmon.check.CheckRequest;
import io.healthmon.check.ConnectFailures;
import io.healthmon.check.Dialer;
import io.healthmon.check.Observation;
import io.healthmon.check.Phase;
import io.healthmon.check.PhaseClock;
import io.healthmon.check.Quietly;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An open connection to a Docker Engine, over its socket file or a port; closed when the check is cancelled.
 *
 * @param in what it sends
 * @param out what it is sent
 * @param closing closes both
 */
record EngineConnection(InputStream in, OutputStream out, Closeable closing) implements Closeable {

    static EngineConnection open(DockerEngine engine, CheckRequest request, PhaseClock phases, Dialer dialer)
            throws CheckFailedException, InterruptedException {
        if (engine instanceof DockerEngine.UnixSocket unix) {
            return open(unix.path(), request, phases);
        }
        DockerEngine.Tcp tcp = (DockerEngine.Tcp) engine;
        Socket socket = dialer.dial(request, phases, tcp.destination());
        try {
            return new EngineConnection(socket.getInputStream(), socket.getOutputStream(), socket);
        } catch (IOException e) {
            Quietly.close(socket);
            throw new CheckFailedException(ConnectFailures.connecting(e, engine.where(), phases.timings()));
        }
    }

    private static EngineConnection open(Path path, CheckRequest request, PhaseClock phases)
            throws CheckFailedException {
        phases.entering(Phase.CONNECT);
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            request.onCancel(() -> Quietly.close(channel));
            try {
                channel.connect(UnixDomainSocketAddress.of(path));
            } catch (IOException e) {
                Quietly.close(channel);
                throw e;
            }
            return new EngineConnection(Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
        } catch (IOException e) {
            throw new CheckFailedException(
                    noSocket(e, path, Files.exists(path), Files.isWritable(path), phases.timings()));
        }
    }

    /** A missing or forbidden socket file is the commonest mistake with Docker, so the sentence says what to do. */
    static Observation noSocket(IOException thrown, Path path, boolean exists, boolean writable, Timings timings) {
        if (!exists) {
            return Observation.Failure.unknown(
                    Reason.CONNECT_FAILED,
                    "there is no Docker socket at " + path + ": mount it into the monitor's container or set 'socket'",
                    timings);
        }
        if (!writable) {
            return Observation.Failure.unknown(
                    Reason.CONNECT_FAILED,
                    "the monitor may not use the Docker socket " + path
                            + ": add its user to the socket's group (docker)",
                    timings);
        }
        return ConnectFailures.connecting(thrown, path.toString(), timings);
    }

    @Override
    public void close() {
        Quietly.close(closing);
    }
}
