package io.healthmon.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.target.Secret;

/**
 * Makes connection pools that suit a monitor: small, and with every wait bounded, so that a server that has fallen silent is a
 * failure within about five seconds and not a hung thread. Nothing is connected until the pool is first used, so that a monitor
 * starts while its database is away.
 */
public final class PostgresDataSources {

    static final int CONNECTIONS = 7;

    private PostgresDataSources() {}

    /**
     * A pool of at most seven connections. The caller closes it.
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
        config.setConnectionTimeout(4_000);
        config.setValidationTimeout(2_000);
        config.setKeepaliveTime(60_000);
        // The driver's own, in seconds: its default is to wait for ever.
        config.addDataSourceProperty("loginTimeout", "3");
        config.addDataSourceProperty("connectTimeout", "3");
        config.addDataSourceProperty("socketTimeout", "6");
        config.addDataSourceProperty("cancelSignalTimeout", "2");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "healthmon");
        return new HikariDataSource(config);
    }
}
