package io.healthmon.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A DataSource that dies at its nth commit, as a process does: that one is done or undone, and no connection is of any use from then on. */
final class CountedCommits {

    /** Tests die at every third commit, those that find it done at others; at each of them with {@code -Dhealthmon.commits.step=1}. */
    static final int STEP = Integer.getInteger("healthmon.commits.step", 3);

    private final DataSource real;
    private final int last;
    private final boolean done;
    private final AtomicInteger commits = new AtomicInteger();

    private CountedCommits(DataSource real, int last, boolean done) {
        this.real = real;
        this.last = last;
        this.done = done;
    }

    /**
     * @param last the commit at which it dies
     * @param done whether that one is done, and only its answer lost
     */
    static DataSource dyingAt(DataSource real, int last, boolean done) {
        CountedCommits counted = new CountedCommits(real, last, done);
        return (DataSource) Proxy.newProxyInstance(
                CountedCommits.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return counted.connection();
                    }
                    return method.invoke(real, arguments);
                });
    }

    private Connection connection() throws SQLException {
        ensureAlive();
        Connection connection = real.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    String call = method.getName();
                    if (call.equals("commit")) {
                        commit(connection);
                        return null;
                    }
                    if (!call.equals("close") && !call.equals("rollback") && !call.equals("setAutoCommit")) {
                        ensureAlive();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void commit(Connection connection) throws SQLException {
        ensureAlive();
        boolean dies = commits.incrementAndGet() == last;
        if (dies && !done) {
            connection.rollback();
        } else {
            connection.commit();
        }
        ensureAlive();
    }

    private void ensureAlive() throws SQLException {
        if (commits.get() >= last) {
            throw new SQLException("the process died", "08006");
        }
    }
}
