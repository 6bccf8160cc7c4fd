package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.cron.UnixCron;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of what people said beforehand, as it comes over the wire. */
class MaintenancePageTest {

    private static final String HOSTILE = "</td><script>alert(1)</script>\"'";

    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Client client;

    @BeforeEach
    void start() {
        monitor = TestMonitor.start(
                new InMemoryStore(),
                builder -> builder.cron(UnixCron.READER)
                        .maintenance(List.of(new MaintenanceWindow(
                                new UUID(0, 1),
                                "backup",
                                ServiceMatcher.ALL,
                                "configuration",
                                "",
                                Instant.EPOCH,
                                new MaintenanceWindow.Recurring("0 3 * * *", "Europe/Berlin", Duration.ofHours(2))))),
                TestMonitor.target("redis", true, ProbeResult::healthy));
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .apiKey("grafana", Secret.of("key"))
                        .page(true)
                        .build())
                .start();
        client = new Client(host.port(), "Accept", "text/html", "X-API-Key", "key");
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private String page(String query) {
        Client.Reply reply = client.get("/maintenance" + query);
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
        assertThat(reply.response().body()).doesNotContain("<script>alert", "style=");
        return reply.response().body();
    }

    @Test
    void page_hasACalendarOnTheReadersClocks_andWhatIsConfiguredCantBeEnded() {
        assertThat(page("?zone=Europe/Berlin"))
                .contains("<b>03:00–05:00</b> backup", "on the clocks of Europe/Berlin", "configured")
                .contains("Nothing is silenced.", "0 3 * * * Europe/Berlin")
                .doesNotContain("DELETE");
        assertThat(page("?zone=Pacific/Kiritimati")).contains("on the clocks of Pacific/Kiritimati");
        assertThat(page("")).contains("on the clocks of UTC");
    }

    @Test
    void zone_thatIsNone_is400() {
        for (String zone : new String[] {"Nowhere/Else", "%3Cscript%3E", "x".repeat(5_000)}) {
            assertThat(client.get("/maintenance?zone=" + zone).status()).isEqualTo(400);
        }
    }

    @Test
    void whatPeopleAdd_isListedInert_andCanBeEnded() {
        Instant now = monitor.view().now();
        UUID silence = monitor.silences()
                .add(
                        new ServiceMatcher(List.of("red*"), java.util.Map.of("g", HOSTILE)),
                        HOSTILE,
                        HOSTILE,
                        now,
                        now.plusSeconds(7_200))
                .id();
        UUID window = monitor.maintenance()
                .add(
                        HOSTILE,
                        ServiceMatcher.ALL,
                        "ann",
                        HOSTILE,
                        new MaintenanceWindow.Once(now.minusSeconds(60), now.plusSeconds(3_600)))
                .id();

        assertThat(page(""))
                .contains("DELETE /api/health/silences/" + silence, "DELETE /api/health/maintenance/" + window)
                .contains("&lt;/td&gt;&lt;script&gt;alert(1)", "<span class=\"chip deg\">now</span>")
                .doesNotContain("Nothing is silenced.");

        monitor.silences().end(silence, "ann");
        monitor.maintenance().end(window, "ann");

        assertThat(page("")).doesNotContain("DELETE").contains("Nothing is silenced.");
    }
}
