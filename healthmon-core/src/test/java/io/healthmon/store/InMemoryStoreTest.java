package io.healthmon.store;

import static io.healthmon.HealthStatus.HEALTHY;
import static io.healthmon.HealthStatus.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.CheckReader.HistoryQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest {

    private static final Instant HOUR = Instant.parse("2026-03-01T10:00:00Z");

    private final WatchedService bot = new WatchedService("stream-bot");

    @Nested
    class Contract extends StoreContract {
        @Override
        protected Store newStore() {
            return new InMemoryStore();
        }
    }

    @Nested
    class Uptime extends UptimeContract {
        @Override
        protected Store newStore() {
            return new InMemoryStore();
        }
    }

    @Test
    void checksPerService_beyondTheBound_dropTheOldestAndStillCount() {
        InMemoryStore store = new InMemoryStore(Duration.ofDays(7), 3);
        StoreWriter writer = store.openWriter();
        for (int i = 0; i < 10; i++) {
            writer.commit(List.of(bot.step(HEALTHY, HOUR.plusSeconds(i))));
        }
        assertThat(store.history(new HistoryQuery(Optional.empty(), Instant.EPOCH, 100)))
                .extracting(StoredCheck::id)
                .containsExactly(10L, 9L, 8L);
        Instant end = HOUR.plusSeconds(3600);
        assertThat(store.count("stream-bot", HOUR, end).total()).isEqualTo(10);
        assertThat(store.count("stream-bot", HOUR.plusSeconds(7), end).total()).isEqualTo(3);
        assertThat(store.count("stream-bot", HOUR.plusSeconds(2), end).total())
                .as("rows are gone: the whole hour counts")
                .isEqualTo(10);
    }

    @Test
    void resolvedAlerts_areBounded_activeOnesAreNot() {
        InMemoryStore store = new InMemoryStore();
        StoreWriter writer = store.openWriter();
        WatchedService minio = new WatchedService("minio");
        writer.commit(List.of(minio.step(UNHEALTHY, HOUR)));
        for (int i = 0; i <= AlertBook.MAX_RESOLVED; i++) {
            writer.commit(List.of(
                    bot.step(UNHEALTHY, HOUR.plusSeconds(2L * i + 1)),
                    bot.step(HEALTHY, HOUR.plusSeconds(2L * i + 2))));
        }
        List<StoredAlert> all = store.alerts(new AlertQuery(Optional.empty(), Optional.empty(), 100_000));
        assertThat(all).hasSize(AlertBook.MAX_RESOLVED + 1);
        assertThat(store.activeAlerts()).isEqualTo(1);
        assertThat(all).extracting(StoredAlert::id).doesNotContain(2L).contains(1L, 3L);
    }

    @Test
    void bounds_thatHoldNothing_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new InMemoryStore(Duration.ZERO, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new InMemoryStore(Duration.ofDays(1), 0));
    }
}
