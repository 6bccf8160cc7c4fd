package io.healthmon.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.Decision;
import io.healthmon.alert.Explanation;
import io.healthmon.alert.Held;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Silence;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.context.Silences;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.store.Gap;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.Pen;
import io.healthmon.store.StatusCounts;
import io.healthmon.store.StoredGap.Kind;
import io.healthmon.store.WatchedService;
import io.healthmon.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HealthViewTest {

    private Silences silences = Silences.NONE;
    private Optional<Gap> missed = Optional.empty();

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

    private HealthView view(WatchedService bot, InMemoryStore store, ManualTime time, AlertPolicy policy) {
        HealthTarget target = HealthTarget.tcp("stream-bot", "localhost", 1).build();
        ServiceStatus status = new ServiceStatus(target, bot.state(), OptionalLong.empty(), StatusCounts.NONE, missed);
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
                policy,
                () -> silences);
    }

    @Test
    void explain_ofAServiceWhoseLastChecksFoundNothingOut_saysSo() {
        ManualTime time = new ManualTime();
        Instant now = time.wall();
        WatchedService bot = new WatchedService("stream-bot");
        bot.step(HealthStatus.HEALTHY, now);

        missed = Optional.of(Gap.of(Kind.HELD_UP, now).plus(Gap.of(Kind.HELD_UP, now.plusSeconds(30))));
        assertThat(view(bot, new InMemoryStore(), time, AlertPolicy.standard())
                        .explain("stream-bot")
                        .sentences())
                .last()
                .isEqualTo("the last 2 checks, since " + now + ", count neither way: the monitor itself was held up");

        missed = Optional.of(Gap.of(Kind.MONITOR_FAULT, now));
        assertThat(view(bot, new InMemoryStore(), time, AlertPolicy.standard())
                        .explain("stream-bot")
                        .sentences())
                .last()
                .isEqualTo("the last check, at " + now
                        + ", counts neither way: nothing was found out, by the monitor's own fault");
    }

    @Test
    void explain_ofASilencedAlert_saysWhoseTheSilenceIs_andWhy() {
        ManualTime time = new ManualTime();
        Silence silence = new Silence(
                new UUID(0, 1),
                ServiceMatcher.ALL,
                "ann",
                "moving house " + "x".repeat(400),
                time.wall(),
                time.wall(),
                time.wall().plusSeconds(3_600));
        Held held = new Held(
                Suppression.Cause.SILENCE, Optional.of(silence.id().toString()), Optional.empty(), time.wall());
        WatchedService bot = new WatchedService(
                "stream-bot", ServiceState.initial("stream-bot").withHeld(Optional.of(held)));
        HealthView view = view(bot, new InMemoryStore(), time, AlertPolicy.standard());
        assertThat(view.explain("stream-bot").sentences()).noneMatch(said -> said.contains("ann"));

        silences = new Silences(List.of(silence));

        assertThat(view.explain("stream-bot").sentences())
                .last(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .startsWith("the silence is by ann, until " + silence.endsAt() + ": moving house xxx")
                .endsWith("…")
                .hasSizeLessThan(300);
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
