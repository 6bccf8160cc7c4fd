package io.healthmon.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Plain SQL, as a person or another program sends it, who waits as long as it takes: a product's pool does not. */
final class Sql {

    private static final int PATIENCE_MILLIS = 120_000;

    private Sql() {}

    private static Connection connection(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS); // a pool takes it back by itself
        return connection;
    }

    static void run(DataSource dataSource, String... statements) {
        try (Connection connection = connection(dataSource);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each row as one text, its columns joined by a space. */
    static List<String> rows(DataSource dataSource, String query) {
        try (Connection connection = connection(dataSource);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(rows.getString(i));
                }
                texts.add(String.join(" ", columns));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
