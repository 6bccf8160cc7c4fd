package io.healthmon.alert.context;

import static io.healthmon.alert.context.Village.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.alert.CronReader;
import io.healthmon.alert.Ending;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.MaintenanceWindow.Once;
import io.healthmon.alert.MaintenanceWindow.Recurring;
import io.healthmon.alert.MaintenanceWindow.When;
import io.healthmon.alert.Occurrences;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.Suppression.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Maintenance windows, and the alerts in them. */
class MaintenancePlanTest {

    private static final ServiceMatcher API = new ServiceMatcher(List.of("api*"), Map.of());

    private static MaintenanceWindow window(String name, When when) {
        return new MaintenanceWindow(
                UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                name,
                API,
                "ann",
                "disks",
                Village.NOON,
                when);
    }

    private static Once once(long from, long to) {
        return new Once(Village.at(from), Village.at(to));
    }

    private static MaintenancePlan plan(MaintenanceWindow... windows) {
        return MaintenancePlan.of(List.of(windows), CronReader.NONE);
    }

    private static Village village(MaintenancePlan plan) {
        return new Village().with(service("api"), service("web")).in(new AlertContext(plan, Silences.NONE, List.of()));
    }

    @Test
    void alert_inAWindow_isNotOpened() {
        Village village = village(plan(window("backup", once(10, 100))));
        village.unhealthy("api", 10);

        assertThat(village.alert("api")).isEmpty();
        assertThat(village.suppressions).singleElement().satisfies(suppression -> {
            assertThat(suppression.cause()).isEqualTo(Cause.MAINTENANCE);
            assertThat(suppression.because()).contains("backup");
            assertThat(suppression.alert()).isEmpty();
            assertThat(suppression.why().sentence()).startsWith("maintenance 'backup': disks; else: ");
        });
    }

    @Test
    void alert_ofAnotherService_isOpened() {
        Village village = village(plan(window("backup", once(10, 100))));
        village.unhealthy("web", 10);

        assertThat(village.alert("web")).isPresent();
    }

    @Test
    void service_thatStillFailsAfterTheWindow_isAlertedThen() {
        Village village = village(plan(window("backup", once(10, 100))));
        village.unhealthy("api", 10);
        village.unhealthy("api", 99);
        assertThat(village.alert("api")).isEmpty();

        village.unhealthy("api", 100);

        assertThat(village.alert("api").orElseThrow().triggeredAt()).isEqualTo(Village.at(100));
        assertThat(village.suppressions).hasSize(1);
    }

    @Test
    void alert_thatIsOpenWhenTheWindowBegins_goesOnAndIsResolved() {
        Village village = village(plan(window("backup", once(10, 100))));
        village.unhealthy("api", 0);
        village.unhealthy("api", 30);
        village.healthy("api", 60);

        assertThat(village.transitions)
                .extracting(transition -> transition.kind().word())
                .containsExactly("triggered", "resolved");
    }

    @Test
    void window_thatSomebodyEnded_keepsNothingFromThenOn() {
        MaintenanceWindow ended = window("backup", once(10, 100)).ended(new Ending("bob", Village.at(50)));
        MaintenancePlan plan = plan(ended);

        assertThat(plan.covering(service("api").build(), Village.at(49))).contains(ended);
        assertThat(plan.covering(service("api").build(), Village.at(50))).isEmpty();
        assertThat(ended.ended(new Ending("eve", Village.at(70)))).isEqualTo(ended);
    }

    /** Every hour, at the hour, and how often it was asked. */
    private static final class Hourly implements Occurrences {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Optional<Instant> lastUntil(Instant moment) {
            asked.incrementAndGet();
            return Optional.of(moment.truncatedTo(ChronoUnit.HOURS));
        }

        @Override
        public Optional<Instant> firstAfter(Instant moment) {
            return Optional.of(moment.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
        }
    }

    @Test
    void window_thatRecurs_isOnForItsTimeAfterEachBeginning() {
        Hourly hourly = new Hourly();
        MaintenancePlan plan = MaintenancePlan.of(
                List.of(window("hourly", new Recurring("0 * * * *", "UTC", Duration.ofMinutes(10)))),
                (cron, zone) -> hourly);

        for (long second = -7_200; second < 7_200; second += 30) {
            boolean on = Math.floorMod(second, 3_600) < 600;
            assertThat(plan.covering(service("api").build(), Village.at(second)).isPresent())
                    .as("second %s", second)
                    .isEqualTo(on);
        }
        assertThat(hourly.asked).as("the answer of one moment holds for others").hasValueLessThan(20);
    }

    @Test
    void window_thatIsLongerThanItsPeriod_isAlwaysOn() {
        MaintenancePlan plan = MaintenancePlan.of(
                List.of(window("hourly", new Recurring("0 * * * *", "UTC", Duration.ofMinutes(90)))),
                (cron, zone) -> new Hourly());

        for (long second = 0; second < 7_200; second += 300) {
            assertThat(plan.covering(service("api").build(), Village.at(second)))
                    .isPresent();
        }
    }

    @Test
    void window_thatRecurs_isRefusedWithoutAReader() {
        assertThatThrownBy(() -> plan(window("w", new Recurring("0 3 * * *", "UTC", Duration.ofHours(1)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 3 * * *");
    }

    @Test
    void values_outsideTheirBounds_areRefused() {
        assertThatThrownBy(() -> once(10, 10)).hasMessageContaining("must end after it begins");
        assertThatThrownBy(() -> new Recurring("0 3 * * *", "UTC", Duration.ZERO))
                .hasMessageContaining("PT0S");
        assertThatThrownBy(() -> new Recurring("0 3 * * *", "UTC", Duration.ofDays(32)))
                .hasMessageContaining("from 1s to 31d");
        assertThatThrownBy(() -> new Recurring("*".repeat(101), "UTC", Duration.ofDays(1)))
                .hasMessageContaining("cron must have 1 to 100 characters");
        assertThatThrownBy(() -> window(" ", once(1, 2))).hasMessageContaining("1 to 100 characters");
    }

    @Test
    void times_ofASpan_areThoseThatTouchIt_byTheirBeginning() {
        Occurrences hourly = new Occurrences() {
            @Override
            public Optional<Instant> lastUntil(Instant moment) {
                return Optional.of(moment.truncatedTo(ChronoUnit.HOURS));
            }

            @Override
            public Optional<Instant> firstAfter(Instant moment) {
                return Optional.of(moment.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1)));
            }
        };
        MaintenancePlan plan = MaintenancePlan.of(
                List.of(
                        window("hourly", new Recurring("0 * * * *", "UTC", Duration.ofMinutes(30))),
                        window("once", once(1_000, 2_000)),
                        window("later", once(100_000, 200_000))),
                (cron, zone) -> hourly);

        assertThat(plan.times(Village.at(600), Village.at(7_200)))
                .extracting(time -> time.window().name() + " " + time.from() + " " + time.to())
                .containsExactly(
                        "hourly " + Village.at(0) + " " + Village.at(1_800),
                        "once " + Village.at(1_000) + " " + Village.at(2_000),
                        "hourly " + Village.at(3_600) + " " + Village.at(5_400));
        assertThat(plan.times(Village.at(2_000), Village.at(3_600))).isEmpty();
    }

    @Test
    void times_ofOneThatBeginsVeryOften_areTheFirstThousand_andNoneAfterItsEnd() {
        Occurrences always = new Occurrences() {
            @Override
            public Optional<Instant> lastUntil(Instant moment) {
                return Optional.of(moment);
            }

            @Override
            public Optional<Instant> firstAfter(Instant moment) {
                return Optional.of(moment.plusSeconds(1));
            }
        };
        MaintenanceWindow often = window("often", new Recurring("* * * * *", "UTC", Duration.ofSeconds(1)));

        assertThat(MaintenancePlan.of(List.of(often), (cron, zone) -> always)
                        .times(Village.at(0), Village.at(1_000_000)))
                .hasSize(1_000);
        assertThat(MaintenancePlan.of(List.of(often.ended(new Ending("ann", Village.at(3)))), (cron, zone) -> always)
                        .times(Village.at(0), Village.at(100)))
                .hasSize(3);
    }
}
