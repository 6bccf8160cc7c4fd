package io.healthmon.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.Pen;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.WatchedService;
import io.healthmon.time.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HealthViewTest {

    @Test
    void uptime_whereTheClockWasSetBack_countsTheChecksAheadOfIt() {
        ManualTime time = new ManualTime();
        InMemoryStore store = new InMemoryStore();
        WatchedService bot = new WatchedService("stream-bot");
        var writer = Pen.open(store);
        writer.commit(List.of(bot.step(HealthStatus.HEALTHY, time.wall())));
        writer.commit(List.of(bot.step(HealthStatus.HEALTHY, time.wall().plus(Duration.ofDays(2)))));
        HealthTarget target = HealthTarget.tcp("stream-bot", "localhost", 1).build();
        ServiceStatus status = new ServiceStatus(target, bot.state(), OptionalLong.empty(), StatusCounts.NONE);
        HealthView view = new HealthView(
                new CurrentStates() {
                    @Override
                    public List<ServiceStatus> services() {
                        return List.of(status);
                    }

                    @Override
                    public Optional<ServiceStatus> service(String name) {
                        return Optional.of(status);
                    }
                },
                store,
                time);

        assertThat(view.uptime("stream-bot", Duration.ofHours(1)).total()).isEqualTo(2);
    }
}
