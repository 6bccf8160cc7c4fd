package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/database",
                "jdbc:postgresql://host:5432/database?sslmode=require",
                "jdbc:postgresql://first:5432,second:5433/database",
                "jdbc:postgresql://[::1]:5432/database"
            })
    void valid_addressOfAServer_isTrue(String url) {
        assertThat(PostgresUrl.valid(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host:port/database",
                "jdbc:postgresql://host:99999/database",
                "jdbc:mysql://host/database",
                "jdbc:postgresql://host/database?socketFactory=evil.Foo",
                "jdbc:postgresql://host/database?sslfactory=evil.Foo"
            })
    void valid_anythingElse_isFalse(String url) {
        assertThat(PostgresUrl.valid(url)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://host/database, host:5432",
        "jdbc:postgresql://host:6543/database?sslmode=require, host:6543",
        "'jdbc:postgresql://first,second:5433/database', 'first:5432 second:5433'",
        "jdbc:postgresql://[::1]:5432/database, ::1:5432",
        "jdbc:postgresql:///database, localhost:5432"
    })
    void servers_areAllThatTheDriverMayConnectTo(String url, String servers) {
        assertThat(PostgresUrl.servers(url))
                .extracting(server -> server.getHostString() + ":" + server.getPort())
                .containsExactly(servers.split(" "));
    }
}
