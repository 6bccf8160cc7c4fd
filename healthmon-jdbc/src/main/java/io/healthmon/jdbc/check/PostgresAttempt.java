package io.healthmon.jdbc.check;

import io.healthmon.check.CheckRequest;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.Phase;
import io.healthmon.check.Timings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * One connection and one question. The name is resolved and the socket opened here, not in the driver: so the driver never waits
 * for a name server, the check knows how far it came, and giving it up closes the socket, whatever the driver waits for.
 */
final class PostgresAttempt {

    private final CheckerContext context;
    private final CheckRequest request;
    private final PostgresAddress address;
    private final Map<Phase, Duration> phases = new EnumMap<>(Phase.class);

    PostgresAttempt(CheckerContext context, CheckRequest request, PostgresAddress address) {
        this.context = context;
        this.request = request;
        this.address = address;
    }

    Timings timings() {
        return new Timings(phases);
    }

    void run() throws Exception {
        List<InetAddress> addresses = timed(Phase.DNS, this::resolve);
        Socket first = timed(Phase.CONNECT, () -> open(addresses));
        timed(Phase.RESPONSE, () -> {
            ask(first, addresses);
            return true;
        });
    }

    private List<InetAddress> resolve() throws Exception {
        try {
            return context.resolver()
                    .resolve(address.host())
                    .toCompletableFuture()
                    .get(request.remaining().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException || e.getCause() instanceof TimeoutException
                    ? (Exception) e.getCause()
                    : e;
        }
    }

    /** The first address that accepts; each gets its share of the time that is left. */
    private Socket open(List<InetAddress> addresses) throws IOException {
        IOException last = new SocketTimeoutException("no time left to connect");
        for (int i = 0; i < addresses.size() && !request.remaining().isZero(); i++) {
            Socket socket = new Socket();
            request.onCancel(() -> close(socket));
            try {
                long share = request.remaining().toMillis() / (addresses.size() - i);
                socket.connect(new InetSocketAddress(addresses.get(i), address.port()), (int) Math.max(1, share));
                return socket;
            } catch (IOException e) {
                close(socket);
                last = e;
            }
        }
        throw last;
    }

    private void ask(Socket first, List<InetAddress> addresses) throws SQLException {
        try (HandedSocket handed = HandedSocket.offer(first, () -> reopen(addresses));
                Connection connection = connect(handed);
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        } finally {
            close(first);
        }
    }

    /** The driver tries twice where TLS is preferred and not to be had. */
    private Socket reopen(List<InetAddress> addresses) {
        try {
            return open(addresses);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        PGProperty.PG_HOST.set(properties, address.host());
        PGProperty.PG_PORT.set(properties, address.port());
        PGProperty.PG_DBNAME.set(properties, address.database());
        Connection connection = new Driver().connect("jdbc:postgresql:", properties);
        if (connection == null) {
            throw new IllegalStateException("the driver does not know its own URL");
        }
        return connection;
    }

    private <T> T timed(Phase phase, Work<T> work) throws Exception {
        request.entering(phase);
        long start = context.clock().nanos();
        try {
            return work.run();
        } finally {
            phases.put(phase, Duration.ofNanos(context.clock().nanos() - start));
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws Exception;
    }
}
