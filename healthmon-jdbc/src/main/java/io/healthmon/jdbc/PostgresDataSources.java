package io.healthmon.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.target.Secret;

/**
 * Makes connection pools that suit a monitor: small, and with every wait bounded, so that a server that has fallen silent is a
 * failure within five seconds and not a hung thread. Nothing is connected until the pool is first used, so that a monitor starts
 * while its database is away. A URL of several hosts is best given {@code targetServerType=primary}, so that after a failover the
 * server that takes writes is found.
 */
public final class PostgresDataSources {

    static final int CONNECTIONS = 9;

    private PostgresDataSources() {}

    /**
     * A pool of at most nine connections. The caller closes it.
     *
     * @param url {@code jdbc:postgresql://…}; its own parameters go before the ones set here
     * @param user the role
     * @param password its password
     */
    public static HikariDataSource pooled(String url, String user, Secret password) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("healthmon");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password.reveal());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(-1);
        // With the time that a connection is held at most (Limits), five seconds in all.
        config.setConnectionTimeout(1_800);
        config.setValidationTimeout(900);
        config.setKeepaliveTime(60_000);
        // The driver's own, in seconds: its default is to wait for ever.
        config.addDataSourceProperty("loginTimeout", "2");
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("socketTimeout", "3");
        config.addDataSourceProperty("cancelSignalTimeout", "1");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // What a refused row holds, a password's hash perhaps, is no message for a log.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("ApplicationName", "healthmon");
        return new HikariDataSource(config);
    }
}
