package io.healthmon.jdbc.check;

import io.healthmon.check.CheckFailedException;
import io.healthmon.check.CheckRequest;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.Dialer;
import io.healthmon.check.Phase;
import io.healthmon.check.PhaseClock;
import io.healthmon.check.Timings;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * One connection and one question. The name is resolved and the socket opened here, not in the driver: so the driver never waits
 * for a name server, the check knows how far it came, and giving it up closes the socket, whatever the driver waits for.
 */
final class PostgresAttempt {

    private final Dialer dialer;
    private final CheckRequest request;
    private final PostgresAddress address;
    private final PhaseClock phases;

    PostgresAttempt(CheckerContext context, CheckRequest request, PostgresAddress address) {
        this.dialer = new Dialer(context);
        this.request = request;
        this.address = address;
        this.phases = new PhaseClock(request, context.clock());
    }

    Timings timings() {
        return phases.timings();
    }

    void run() throws CheckFailedException, SQLException, InterruptedException {
        try (Socket first = dial();
                HandedSocket handed = HandedSocket.offer(first, this::redial);
                Connection connection = connect(handed);
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        } catch (IOException closedAnyway) {
            // The socket's, which the driver has closed before.
        }
    }

    private Socket dial() throws CheckFailedException, InterruptedException {
        Socket socket = dialer.dial(request, phases, address.destination());
        phases.entering(Phase.RESPONSE);
        return socket;
    }

    /** The driver tries twice where TLS is preferred and not to be had. */
    private Socket redial() {
        try {
            return dial();
        } catch (CheckFailedException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Connection connect(HandedSocket handed) throws SQLException {
        Properties properties = new Properties();
        address.parameters().forEach(properties::setProperty);
        PGProperty.USER.set(properties, address.user());
        address.password().ifPresent(password -> PGProperty.PASSWORD.set(properties, password.reveal()));
        PGProperty.SOCKET_FACTORY.set(properties, HandedSocket.Factory.class.getName());
        PGProperty.SOCKET_FACTORY_ARG.set(properties, handed.ticket());
        PGProperty.SOCKET_TIMEOUT.set(properties, (int) request.timeout().toSeconds() + 1);
        PGProperty.APPLICATION_NAME.set(properties, "healthmon");
        String database = URLEncoder.encode(address.database(), StandardCharsets.UTF_8);
        Connection connection =
                new Driver().connect("jdbc:postgresql://" + address.shown() + "/" + database, properties);
        if (connection == null) {
            throw new IllegalStateException("the driver does not know its own URL");
        }
        return connection;
    }
}
