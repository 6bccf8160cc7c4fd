package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.check.custom.ProbeResult;
import io.healthmon.target.AlertRules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.interactions.Actions;

/** The page of one service, in a real browser. */
class ServicePageIT {

    private static final AlertRules ON_REDIS =
            new AlertRules(Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), List.of("redis"));

    @RegisterExtension
    static final TestBrowser browser = new TestBrowser();

    private TestSite site;

    @BeforeEach
    void start() {
        site = TestSite.builder()
                .service("redis", it -> it.critical(true).label("group", "Stores"))
                .service("dashboard", it -> it.rules(ON_REDIS))
                .service("never-checked")
                .start();
        site.turn("redis", ProbeResult.healthy().with("replication", "running").with("memory", "ok"));
        site.check("dashboard");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void open(String path) {
        browser.open(site.url(path));
        browser.until(
                () -> assertThat(browser.find("#chart").getAttribute("class")).contains("drawn"));
    }

    @ParameterizedTest
    @EnumSource
    void service_inEveryLook_canBeUsedByEverybody(Look look) {
        site.turn("redis", ProbeResult.degraded("a replica lags").with("replication", "degraded"));
        browser.look(look);
        open("/services/redis");

        browser.assertUsable();
        assertThat(browser.texts(".components .name")).hasSize(2);
        assertThat(browser.texts(".kin a text")).containsExactly("redis", "dashboard");
    }

    @Test
    void service_neverChecked_canBeUsedToo() {
        open("/services/never-checked");

        browser.assertUsable();
        assertThat(browser.text("#head")).contains("Not checked yet");
    }

    @Test
    void checkNow_showsItsResultInPlace() {
        open("/services/redis");
        browser.script("window.notReloaded = true");
        int before = browser.all("#checks tbody tr").size();

        browser.find("#check button").click();

        browser.until(() -> {
            assertThat(browser.text("#checked")).startsWith("Checked: healthy, in ");
            assertThat(browser.all("#checks tbody tr")).hasSize(before + 1);
        });
        assertThat((Boolean) browser.script("return window.notReloaded")).isTrue();
    }

    @Test
    void serviceThatBreaks_turnsOnTheOpenPage() {
        open("/services/redis");

        site.turn("redis", ProbeResult.unhealthy("connection refused"));

        browser.until(() -> {
            assertThat(browser.text("#head")).contains("Unhealthy", "Alert, critical", "connection refused");
            assertThat(browser.text("#why")).contains("What its alert waits for");
            assertThat(browser.texts("#alerts tbody tr")).hasSize(1);
            assertThat(browser.driver().getTitle()).startsWith("(!) ");
        });
    }

    @Test
    void dragging_zooms_andAButtonShowsAllAgain() {
        open("/services/redis?range=7d");
        var over = browser.find("#chart .u-over");

        new Actions(browser.driver())
                .moveToElement(over, 50, 0)
                .clickAndHold()
                .moveByOffset(120, 5)
                .release()
                .perform();

        browser.until(() -> assertThat(browser.find("#zoom").isDisplayed()).isTrue());
        browser.find("#zoom button").click();
        browser.until(() -> assertThat(browser.find("#zoom").isDisplayed()).isFalse());
    }

    @Test
    void withoutScripts_theDrawingIsThere() {
        browser.openWithoutScripts(site.url("/services/redis?range=1h"));

        assertThat(browser.find("#chart > svg").isDisplayed()).isTrue();
        assertThat(browser.text("#checks")).contains("healthy");
        assertThat(browser.text("#kin")).contains("dashboard (healthy) depends on it");
    }
}
