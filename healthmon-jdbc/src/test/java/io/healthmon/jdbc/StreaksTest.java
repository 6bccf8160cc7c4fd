package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.alert.CountedCheck;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Trail;
import io.healthmon.store.WatchedService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreaksTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 200})
    void streaks_areThoseOfTheStandardPolicy(int checks) {
        Random random = new Random(checks);
        for (int run = 0; run < 200; run++) {
            WatchedService service = new WatchedService("bot");
            List<CountedCheck> log = new ArrayList<>();
            int words = 1 + random.nextInt(4);
            for (int i = 0; i < checks; i++) {
                HealthStatus status = HealthStatus.values()[random.nextInt(words)];
                log.add(new CountedCheck(NOW.plusSeconds(i), status));
                service.step(status, NOW.plusSeconds(i));
            }
            Collections.reverse(log);
            ServiceState expected = service.state();
            assertThat(Streaks.of(log))
                    .isEqualTo(new Streaks(
                            expected.since().orElseThrow(),
                            expected.failureStreak(),
                            expected.recoveryStreak(),
                            expected.trail()));
        }
    }

    @Test
    void onlyCheck_isItsOwnStreak() {
        CountedCheck check = new CountedCheck(NOW, HealthStatus.UNKNOWN);
        assertThat(Streaks.of(List.of(check)))
                .isEqualTo(new Streaks(NOW, 1, 0, new Trail(List.of(check), 0, 1, Optional.of(NOW))));
    }
}
