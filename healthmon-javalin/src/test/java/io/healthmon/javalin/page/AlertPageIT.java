package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client;
import io.healthmon.notify.Receipt;
import io.healthmon.target.AlertRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages about alerts and what keeps them, in a real browser. */
class AlertPageIT {

    @RegisterExtension
    static final TestBrowser browser = new TestBrowser();

    private TestSite site;

    @BeforeEach
    void start() {
        site = TestSite.builder()
                .service("redis", it -> it.critical(true))
                .service(
                        "dashboard",
                        it -> it.rules(new AlertRules(
                                Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), List.of("redis"))))
                .monitor(builder -> builder.channel("ops", (message, deadline) -> new Receipt.Taken("200 ok")))
                .start();
        site.turn("redis", ProbeResult.unhealthy("connection refused by a very-long-name.".repeat(8)));
        site.turn("dashboard", ProbeResult.degraded("no cache"));
        site.monitor().flush().join();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private String alert() {
        long id = new Client(site.port())
                .get("/api/health/alerts?status=all")
                .json()
                .at("/alerts/0/id")
                .longValue();
        return site.url("/alerts/" + id);
    }

    @ParameterizedTest
    @EnumSource
    void pages_inEveryLook_canBeUsedByEverybody(Look look) {
        Instant now = site.monitor().view().now();
        site.monitor()
                .maintenance()
                .add(
                        "move",
                        ServiceMatcher.ALL,
                        "ann",
                        "to the new rack",
                        new MaintenanceWindow.Once(now.plusSeconds(60), now.plusSeconds(200_000)));
        site.monitor().silences().add(ServiceMatcher.ALL, "ann", "noise", now, now.plusSeconds(3_600));
        browser.look(look);
        for (String page : List.of(
                alert(),
                site.url("/alerts?status=all"),
                site.url("/alerts?status=resolved"),
                site.url("/alerts/suppressed"),
                site.url("/maintenance"))) {
            browser.open(page);

            browser.assertUsable();
        }
    }

    @Test
    void reader_acknowledgesWithANote_andSeesItInTheStory() {
        browser.open(alert());

        browser.find("#ack-note").sendKeys("Disk full on the NAS, clearing.");
        browser.find("form[data-api$='/acknowledge'] button").click();

        browser.until(() -> assertThat(browser.text("#story"))
                .contains("Acknowledged by local", "“Disk full on the NAS, clearing.”"));
        assertThat(browser.text("#head")).contains("acknowledged by local");
    }

    @Test
    void reader_checksNow_andTheAlertIsSeenToResolve() {
        browser.open(alert());
        assertThat(browser.text("h1")).contains("redis is unhealthy");
        site.answer("redis", ProbeResult.healthy());

        browser.find("form[data-api='POST /api/health/test/redis'] button").click();

        browser.until(() -> assertThat(browser.text("h1")).contains("redis was unhealthy"));
        browser.until(() -> assertThat(browser.text("#story")).contains("Resolved after"));
    }

    @Test
    void reader_silencesFromTheAlert_findsIt_andEndsIt() {
        browser.open(alert());
        browser.find("[data-open=silence]").click();
        browser.find("#silence-reason").sendKeys("being repaired");
        browser.find("#silence form button.main").click();
        browser.until(() -> assertThat(site.monitor().silences().active()).hasSize(1));

        browser.open(site.url("/maintenance"));
        assertThat(browser.text("#planned")).contains("being repaired", "redis");
        browser.find("form[data-api^='DELETE /api/health/silences'] button").click();
        browser.driver().switchTo().alert().accept();

        browser.until(() -> assertThat(browser.text("#planned")).contains("Nothing is silenced."));
        assertThat(site.monitor().silences().active()).isEmpty();
    }

    @Test
    void reader_plansMaintenanceOnTheirOwnClocks() {
        browser.driver()
                .executeCdpCommand("Emulation.setTimezoneOverride", java.util.Map.of("timezoneId", "America/New_York"));
        browser.open(site.url("/maintenance"));
        browser.until(() -> assertThat(browser.text("#zone")).isEqualTo("on the clocks of America/New_York"));
        Instant from = site.monitor().view().now().plus(Duration.ofDays(2));
        String day = from.toString().substring(0, 10);

        browser.find("[data-open=new-window]").click();
        browser.find("#window-name").sendKeys("move");
        browser.find("#window-services").sendKeys("redis, dash*");
        browser.script(
                "document.getElementById('window-from').value = arguments[0];"
                        + " document.getElementById('window-to').value = arguments[1]",
                day + "T20:00",
                day + "T22:00");
        browser.find("#new-window form button.main").click();

        browser.until(() -> assertThat(browser.text("#calendar")).contains("20:00–22:00 move"));
        MaintenanceWindow window = site.monitor().maintenance().active().get(0);
        assertThat(window.matcher().services()).containsExactly("redis", "dash*");
    }

    @Test
    void alert_withoutScripts_isReadable() {
        browser.openWithoutScripts(alert());

        assertThat(browser.text("#story")).contains("Alert opened, critical", "Told ops", "UTC");
    }
}
