package io.healthmon.check.redis;

import io.healthmon.check.CheckFailedException;
import io.healthmon.check.CheckRequest;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.ConnectFailures;
import io.healthmon.check.Dialer;
import io.healthmon.check.Phase;
import io.healthmon.check.PhaseClock;
import io.healthmon.check.Quietly;
import java.io.IOException;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Opens connections to Redis, logged in and with their database selected. Thread-safe. */
public final class RespConnector {

    private final Dialer dialer;
    private final Supplier<SSLSocketFactory> tls;

    /** Trusts the JVM's certificate authorities, which are read when the first {@code rediss://} address comes. */
    public RespConnector(CheckerContext context) {
        this(context, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    RespConnector(CheckerContext context, Supplier<SSLSocketFactory> tls) {
        this.dialer = new Dialer(context);
        this.tls = tls;
    }

    /**
     * Connects, shakes hands if the address says TLS, logs in and selects the database. Blocks; the connection ends when the
     * check is cancelled.
     *
     * @throws CheckFailedException if one of these does not work
     * @throws InterruptedException if the check is given up meanwhile
     */
    public RespConnection open(CheckRequest request, PhaseClock phases, RedisAddress address)
            throws CheckFailedException, InterruptedException {
        Socket plain = dialer.dial(request, phases, address.destination());
        Socket socket = address.tls() ? secured(plain, phases, address) : plain;
        RespConnection connection = new RespConnection(socket, phases, address);
        try {
            connection.logIn();
            return connection;
        } catch (CheckFailedException e) {
            connection.close();
            throw e;
        }
    }

    private Socket secured(Socket plain, PhaseClock phases, RedisAddress address) throws CheckFailedException {
        phases.entering(Phase.TLS);
        try {
            SSLSocket secured = (SSLSocket) tls.get().createSocket(plain, address.host(), address.port(), true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            return secured;
        } catch (IOException e) {
            Quietly.close(plain);
            throw new CheckFailedException(ConnectFailures.handshaking(e, address.where(), phases.timings()));
        }
    }
}
