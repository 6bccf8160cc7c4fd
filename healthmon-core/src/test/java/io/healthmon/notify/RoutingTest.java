package io.healthmon.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.Severity;
import io.healthmon.notify.Notification.Kind;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTest {

    private static final Instant THURSDAY_NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<String> CHANNELS = List.of("ops", "mail", "pager");

    private static Set<String> told(Routing routing, String service, Severity severity, Kind kind) {
        return routing.channels(service, Map.of("team", "web"), severity, THURSDAY_NOON, kind);
    }

    private static Route route(List<String> to, Set<Severity> severities, ServiceMatcher services) {
        return new Route(to, severities, services, Optional.empty(), true, true);
    }

    @Test
    void withoutRoutes_everyAlertGoesToEveryChannel() {
        Routing routing = new Routing(CHANNELS, List.of());

        for (Kind kind : Kind.values()) {
            assertThat(told(routing, "a", Severity.WARNING, kind)).containsExactly("mail", "ops", "pager");
        }
    }

    @Test
    void withoutChannels_nobodyIsTold() {
        assertThat(told(Routing.NONE, "a", Severity.CRITICAL, Kind.TRIGGERED)).isEmpty();
    }

    @Test
    void allRoutesThatMatch_count() {
        Routing routing = new Routing(
                CHANNELS,
                List.of(
                        route(List.of("pager"), Set.of(Severity.CRITICAL), ServiceMatcher.ALL),
                        route(List.of("ops"), Set.of(), new ServiceMatcher(List.of("stream-*"), Map.of())),
                        route(List.of("mail"), Set.of(), new ServiceMatcher(List.of(), Map.of("team", "web")))));

        assertThat(told(routing, "stream-bot", Severity.CRITICAL, Kind.TRIGGERED))
                .containsExactly("mail", "ops", "pager");
        assertThat(told(routing, "stream-bot", Severity.WARNING, Kind.TRIGGERED))
                .containsExactly("mail", "ops");
        assertThat(told(routing, "redis", Severity.WARNING, Kind.TRIGGERED)).containsExactly("mail");
        assertThat(routing.channels("redis", Map.of(), Severity.WARNING, THURSDAY_NOON, Kind.TRIGGERED))
                .isEmpty();
    }

    @Test
    void changesAndAcknowledgements_goWhereTheyAreAskedFor() {
        Routing routing = new Routing(
                CHANNELS,
                List.of(
                        new Route(List.of("pager"), Set.of(), ServiceMatcher.ALL, Optional.empty(), false, false),
                        new Route(List.of("ops"), Set.of(), ServiceMatcher.ALL, Optional.empty(), true, false)));

        assertThat(told(routing, "a", Severity.WARNING, Kind.CHANGED)).containsExactly("ops");
        assertThat(told(routing, "a", Severity.WARNING, Kind.ACKNOWLEDGED)).isEmpty();
        assertThat(told(routing, "a", Severity.WARNING, Kind.REMINDED)).containsExactly("ops", "pager");
    }

    @Test
    void unknownChannel_isRefused_namingIt() {
        assertThatThrownBy(() -> new Routing(CHANNELS, List.of(Route.all(List.of("opps")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a route names the channel 'opps', which there is not; there are: mail, ops, pager");
        assertThatThrownBy(() -> Route.all(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /** 2026-03-29 at 02:00 clocks in Berlin go to 03:00, 2026-10-25 at 03:00 to 02:00. */
    @ParameterizedTest
    @CsvSource({
        // office hours, Monday to Friday
        "MONDAY-FRIDAY, 08:00, 20:00, Europe/Berlin, 2026-01-01T06:59:59Z, false",
        "MONDAY-FRIDAY, 08:00, 20:00, Europe/Berlin, 2026-01-01T07:00:00Z, true",
        "MONDAY-FRIDAY, 08:00, 20:00, Europe/Berlin, 2026-01-01T18:59:59Z, true",
        "MONDAY-FRIDAY, 08:00, 20:00, Europe/Berlin, 2026-01-01T19:00:00Z, false",
        "MONDAY-FRIDAY, 08:00, 20:00, Europe/Berlin, 2026-01-03T12:00:00Z, false",
        "MONDAY-FRIDAY, 08:00, 20:00, Europe/Berlin, 2026-07-01T06:00:00Z, true",
        // Friday's night goes on into Saturday, Sunday's into Monday only where Sunday is named
        "MONDAY-FRIDAY, 20:00, 08:00, UTC, 2026-01-02T23:00:00Z, true",
        "MONDAY-FRIDAY, 20:00, 08:00, UTC, 2026-01-03T07:59:59Z, true",
        "MONDAY-FRIDAY, 20:00, 08:00, UTC, 2026-01-03T08:00:00Z, false",
        "MONDAY-FRIDAY, 20:00, 08:00, UTC, 2026-01-05T07:00:00Z, false",
        "SUNDAY-SUNDAY, 20:00, 08:00, UTC, 2026-01-05T07:00:00Z, true",
        "MONDAY-FRIDAY, 20:00, 08:00, UTC, 2026-01-01T12:00:00Z, false",
        // the whole day
        "SUNDAY-SUNDAY, 00:00, 00:00, Europe/Berlin, 2026-01-03T23:00:00Z, true",
        "SUNDAY-SUNDAY, 00:00, 00:00, Europe/Berlin, 2026-01-04T23:00:00Z, false",
        // an hour that spring skips, and one that autumn has twice
        "SUNDAY-SUNDAY, 02:00, 03:00, Europe/Berlin, 2026-03-29T00:59:59Z, false",
        "SUNDAY-SUNDAY, 02:00, 03:00, Europe/Berlin, 2026-03-29T01:00:00Z, false",
        "SUNDAY-SUNDAY, 02:30, 03:30, Europe/Berlin, 2026-03-29T01:00:00Z, true",
        "SUNDAY-SUNDAY, 02:00, 03:00, Europe/Berlin, 2026-10-25T00:30:00Z, true",
        "SUNDAY-SUNDAY, 02:00, 03:00, Europe/Berlin, 2026-10-25T01:30:00Z, true",
        "SUNDAY-SUNDAY, 02:00, 03:00, Europe/Berlin, 2026-10-25T02:00:00Z, false",
    })
    void times_areThoseOfTheClocksOnTheWall(
            String days, LocalTime from, LocalTime to, ZoneId zone, Instant moment, boolean open) {
        String[] ends = days.split("-", -1);
        Set<DayOfWeek> all = EnumSet.range(DayOfWeek.valueOf(ends[0]), DayOfWeek.valueOf(ends[1]));

        assertThat(new RouteTimes(all, from, to, zone).contains(moment)).isEqualTo(open);
    }
}
