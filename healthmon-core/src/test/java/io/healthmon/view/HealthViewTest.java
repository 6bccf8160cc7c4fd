package io.healthmon.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.Decision;
import io.healthmon.alert.Explanation;
import io.healthmon.alert.ServiceState;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.Pen;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.WatchedService;
import io.healthmon.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
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
        HealthView view = view(bot, store, time, AlertPolicy.standard());

        assertThat(view.uptime("stream-bot", Duration.ofHours(1)).total()).isEqualTo(2);
    }

    private static HealthView view(WatchedService bot, InMemoryStore store, ManualTime time, AlertPolicy policy) {
        HealthTarget target = HealthTarget.tcp("stream-bot", "localhost", 1).build();
        ServiceStatus status = new ServiceStatus(target, bot.state(), OptionalLong.empty(), StatusCounts.NONE);
        return new HealthView(
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
                time,
                policy);
    }

    @Test
    void explain_ofAPolicyThatThrows_saysWhatTheStateTells() {
        AlertPolicy broken = new AlertPolicy() {
            @Override
            public Decision decide(HealthTarget target, ServiceState state, CheckResult check) {
                throw new IllegalStateException("not asked");
            }

            @Override
            public Explanation explain(HealthTarget target, ServiceState state, Instant now) {
                throw new IllegalStateException("a bug");
            }
        };
        WatchedService bot = new WatchedService("stream-bot");
        bot.step(HealthStatus.UNHEALTHY, new ManualTime().wall());

        Explanation explanation =
                view(bot, new InMemoryStore(), new ManualTime(), broken).explain("stream-bot");

        assertThat(explanation.alert()).isEqualTo(bot.state().activeAlert());
        assertThat(explanation.sentences())
                .containsExactly(
                        "active since 2026-01-01T00:00:00Z", "the policy in use does not say what it waits for");
    }
}
