package io.healthmon.jdbc.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.healthmon.target.Secret;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {

    @Test
    void everyPart_isRead_andDecoded() {
        assertThat(PostgresAddress.parse("postgresql://us%40er:p%3Aw+d%25@db.local:6543/my%20db?sslmode=require&a=b"))
                .isEqualTo(new PostgresAddress(
                        "db.local",
                        6543,
                        "my db",
                        "us@er",
                        Optional.of(Secret.of("p:w+d%")),
                        Map.of("sslmode", "require", "a", "b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/app?user=u&password=p",
                "postgresql://u:p@db/app",
                "postgres://x:y@db:5432/app?user=u&password=p"
            })
    void bothForms_meanTheSame(String url) {
        assertThat(PostgresAddress.parse(url))
                .isEqualTo(new PostgresAddress("db", 5432, "app", "u", Optional.of(Secret.of("p")), Map.of()));
    }

    @Test
    void whatIsAbsent_isAsPsqlHasIt() {
        assertThat(PostgresAddress.parse("postgresql://db"))
                .isEqualTo(new PostgresAddress("db", 5432, "postgres", "postgres", Optional.empty(), Map.of()));
        assertThat(PostgresAddress.parse("postgresql://u@db/").database()).isEqualTo("u");
    }

    @Test
    void ipv6_isReadAndShown() {
        PostgresAddress address = PostgresAddress.parse("postgresql://[::1]:5433/db");
        assertThat(address.host()).isEqualTo("::1");
        assertThat(address.shown()).isEqualTo("[::1]:5433");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://u:hunter2@db/app",
                "postgresql://u:hunter2@/app",
                "postgresql://u:hunter2@db:99999/app",
                "postgresql://u:hunter2%@db/app",
                "postgresql://u:hunter2@db:port/app",
                "postgresql://u:hunter2@a,b/app"
            })
    void anythingElse_isRefused_withoutShowingIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresAddress.parse(url))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void text_showsNoPassword() {
        assertThat(PostgresSpec.at(
                        PostgresAddress.parse("postgresql://u:hunter2@db/app?password=hunter3&sslpassword=hunter4")))
                .asString()
                .doesNotContain("hunter");
    }
}
