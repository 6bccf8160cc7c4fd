package io.healthmon.check.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.check.MapOptions;
import io.healthmon.check.OptionException;
import io.healthmon.target.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

    private final RedisCheckerProvider provider = new RedisCheckerProvider();

    @Test
    void url_short_hasTheDefaults() {
        assertThat(RedisAddress.parse("redis://redis"))
                .isEqualTo(new RedisAddress("redis", 6379, false, Optional.empty(), Optional.empty(), 0));
    }

    @Test
    void url_full_isReadAndShownWithoutCredentials() {
        RedisAddress address = RedisAddress.parse("rediss://me:hunter2@cache_1:6380/15");
        assertThat(address)
                .isEqualTo(new RedisAddress(
                        "cache_1", 6380, true, Optional.of("me"), Optional.of(Secret.of("hunter2")), 15));
        assertThat(provider.spec(MapOptions.of("url", "rediss://me:hunter2@cache_1:6380/15")))
                .isEqualTo(new RedisSpec(address))
                .hasToString("RedisSpec[address=rediss://cache_1:6380/15]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://redis",
                "redis:6379",
                "redis://hunter2@redis",
                "redis://redis/x",
                "redis://redis/-1",
                "redis://redis/99999",
                "redis://redis/0/hunter2"
            })
    void url_malformed_isRefusedByNameWithoutBeingRepeated(String url) {
        assertThatThrownBy(() -> provider.spec(MapOptions.of("url", url)))
                .isInstanceOf(OptionException.class)
                .hasMessageStartingWith("url: ")
                .hasMessageContaining("redis://[[user]:password@]host[:6379][/db]")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void url_missing_isRefusedByName() {
        assertThatThrownBy(() -> provider.spec(MapOptions.of()))
                .isInstanceOf(OptionException.class)
                .hasMessageStartingWith("url: is missing");
    }
}
