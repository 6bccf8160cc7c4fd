package io.healthmon.jdbc;

/** What tests outside this package need of the newest server. */
public final class TestDatabases {

    private TestDatabases() {}

    public static int port() {
        return PostgresServer.NEWEST.port();
    }

    /** Makes a role whose password is asked for. */
    public static void requirePassword(String role) {
        PostgresServer.NEWEST.requirePassword(role);
    }

    /** Makes a role that may open so many connections. */
    public static void limitConnections(String role, int limit) {
        Sql.run(PostgresServer.NEWEST.superuser(), "create role " + role + " login connection limit " + limit);
    }
}
