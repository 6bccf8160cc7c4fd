package io.healthmon.jdbc;

import io.healthmon.check.DaemonThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that are held for so long at most: one that is not given back by then is aborted, which ends whatever its holder waits
 * for. Time-outs of reads alone can't promise that: packets that are swallowed also hold up a write, once the socket's buffer is
 * full, and a server that answers each statement slowly is never silent. Holds for any DataSource. Thread-safe.
 */
final class BoundedConnections implements ConnectionProvider {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedConnections.class);
    private static final ThreadFactory ABORTS = DaemonThreads.named("healthmon-store-abort");
    private static final ScheduledThreadPoolExecutor WATCH = watch();

    private final DataSource dataSource;
    private final Duration longest;
    private final Map<Connection, Hold> holds = Collections.synchronizedMap(new IdentityHashMap<>());

    BoundedConnections(DataSource dataSource, Duration longest) {
        this.dataSource = dataSource;
        this.longest = longest;
    }

    private static ScheduledThreadPoolExecutor watch() {
        var executor = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("healthmon-store-watch"));
        executor.setKeepAliveTime(10, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    @Override
    public Connection acquire() {
        try {
            Connection connection = dataSource.getConnection();
            holds.put(connection, new Hold(connection, longest));
            return connection;
        } catch (SQLException e) {
            throw new DataAccessException("no connection", e);
        }
    }

    @Override
    public void release(Connection connection) {
        Hold hold = holds.remove(connection);
        if (hold != null) {
            hold.end();
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection could not be given back", e);
        }
    }

    /** Closes it without asking the server, so that its pool gives it to nobody again. */
    static void abort(Connection connection) {
        // A thread of its own: closing a socket with TLS may wait for whoever writes to it.
        Executor executor = task -> ABORTS.newThread(task).start();
        try {
            connection.abort(executor);
        } catch (SQLException e) {
            LOG.debug("a connection could not be aborted", e);
        }
    }

    /** One connection in someone's hands; never aborted once it is given back, when it may be in another's. */
    private static final class Hold {
        private final Connection connection;
        private final Future<?> expiry;
        private boolean ended;

        Hold(Connection connection, Duration longest) {
            this.connection = connection;
            this.expiry = WATCH.schedule(this::expire, longest.toMillis(), TimeUnit.MILLISECONDS);
        }

        private synchronized void expire() {
            if (!ended) {
                abort(connection);
            }
        }

        synchronized void end() {
            ended = true;
            expiry.cancel(false);
        }
    }
}
