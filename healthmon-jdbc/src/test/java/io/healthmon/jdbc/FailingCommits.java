package io.healthmon.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A DataSource whose connections break at the commit, before it is done or after it is done and before the answer. */
final class FailingCommits implements DataSource {

    enum Break {
        NEVER,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    private final DataSource real;
    private volatile Break next = Break.NEVER;

    FailingCommits(DataSource real) {
        this.real = real;
    }

    /** What the next commit of a connection does. */
    void next(Break value) {
        next = value;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = real.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    boolean breaks = method.getName().equals("commit") && next != Break.NEVER;
                    if (breaks && next == Break.BEFORE_COMMIT) {
                        connection.rollback();
                    } else {
                        try {
                            Object result = method.invoke(connection, arguments);
                            if (!breaks) {
                                return result;
                            }
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                    next = Break.NEVER;
                    throw new SQLException("the connection broke", "08006");
                });
    }

    @Override
    public Connection getConnection(String user, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PrintWriter getLogWriter() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
