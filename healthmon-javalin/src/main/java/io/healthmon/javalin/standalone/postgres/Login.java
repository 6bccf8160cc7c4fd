package io.healthmon.javalin.standalone.postgres;

import io.healthmon.target.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Logs in once: SCRAM proves to the server that we know the password, and to us that the server does. */
final class Login {

    private static final String WRONG_PASSWORD = "28P01";
    private static final String CANNOT_CONNECT_NOW = "57P03";

    /** What a log-in came to. */
    enum Outcome {
        OK,
        REFUSED,
        STARTING,
        NO_ANSWER
    }

    private Login() {}

    static Outcome attempt(String url, String user, Secret password) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.reveal());
        properties.setProperty("requireAuth", "scram-sha-256");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "5");
        properties.setProperty("loginTimeout", "5");
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            return Outcome.OK;
        } catch (SQLException e) {
            if (CANNOT_CONNECT_NOW.equals(e.getSQLState())) {
                return Outcome.STARTING;
            }
            return WRONG_PASSWORD.equals(e.getSQLState()) ? Outcome.REFUSED : Outcome.NO_ANSWER;
        }
    }
}
