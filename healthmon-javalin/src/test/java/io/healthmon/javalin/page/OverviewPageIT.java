package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.check.custom.ProbeResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** The page that opens first, in a real browser. */
class OverviewPageIT {

    @RegisterExtension
    static final TestBrowser browser = new TestBrowser();

    private TestSite site;

    @BeforeEach
    void start() {
        site = TestSite.builder()
                .service("dashboard", it -> it.critical(true).label("group", "Apps"))
                .service("discord-bot", it -> it.label("group", "Apps"))
                .service("redis", it -> it.critical(true).label("group", "Stores"))
                .service("minio", it -> it.label("group", "Stores"))
                .start();
        site.checkAll();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private String headline() {
        return browser.text("h1");
    }

    @ParameterizedTest
    @EnumSource
    void overview_inEveryLook_canBeUsedByEverybody(Look look) {
        site.turn("redis", ProbeResult.unhealthy("connection refused"));
        site.turn("minio", ProbeResult.degraded("a disk is full"));
        browser.look(look);
        browser.open(site.url("/"));

        browser.assertUsable();
        assertThat(browser.texts(".rows .name a")).containsExactly("dashboard", "discord-bot", "redis", "minio");
    }

    @Test
    void serviceThatBreaks_turnsOnTheOpenPage_andBackAgain() {
        browser.open(site.url("/"));
        browser.script("window.notReloaded = true");
        browser.until(
                () -> assertThat(browser.find(".live").getAttribute("class")).contains("on"));
        assertThat(headline()).startsWith("All 4 healthy");

        site.turn("redis", ProbeResult.unhealthy("connection refused"));

        browser.until(() -> {
            assertThat(headline()).contains("redis is unhealthy");
            assertThat(browser.find("#s-redis").getAttribute("class")).contains("unhealthy");
            assertThat(browser.driver().getTitle()).startsWith("(1) ");
            assertThat(browser.find("link[rel=icon]").getAttribute("href")).contains("icon-unhealthy");
            assertThat(browser.text(".alert")).contains("redis", "connection refused");
        });

        site.turn("redis", ProbeResult.healthy());

        browser.until(() -> {
            assertThat(headline()).startsWith("All 4 healthy");
            assertThat(browser.driver().getTitle()).doesNotStartWith("(");
            assertThat(browser.find("link[rel=icon]").getAttribute("href")).contains("icon-healthy");
            assertThat(browser.all(".alert")).isEmpty();
        });
        assertThat((Boolean) browser.script("return window.notReloaded")).isTrue();
    }

    @Test
    void check_isAddedToItsStrip() {
        browser.open(site.url("/"));
        browser.until(
                () -> assertThat(browser.find(".live").getAttribute("class")).contains("on"));
        long before = browser.all("#s-minio .strip path").size();

        site.turn("minio", ProbeResult.degraded("a disk is full"));

        browser.until(() -> assertThat(browser.all("#s-minio .strip path.deg")).isNotEmpty());
        assertThat((long) browser.all("#s-minio .strip path").size()).isGreaterThan(before);
    }

    @Test
    void search_filtersWithEveryKey() {
        browser.open(site.url("/"));

        browser.find("#find").sendKeys("d");
        browser.until(
                () -> assertThat(browser.texts(".rows .name a")).containsExactly("dashboard", "discord-bot", "redis"));
        browser.find("#find").sendKeys("is");
        browser.until(() -> assertThat(browser.texts(".rows .name a")).containsExactly("discord-bot", "redis"));
        assertThat(browser.driver().getCurrentUrl()).contains("q=dis");
        assertThat(browser.script("return document.activeElement.id").toString())
                .isEqualTo("find");

        browser.find("#find").sendKeys("x");
        browser.until(() -> assertThat(browser.text("#list")).contains("No service is like that."));
    }

    @Test
    void filters_byStatusAndCritical_areInTheAddress() {
        site.turn("minio", ProbeResult.unhealthy("gone"));
        browser.open(site.url("/"));

        browser.find("#status option[value=unhealthy]").click();
        browser.until(() -> assertThat(browser.texts(".rows .name a")).containsExactly("minio"));
        browser.find("#status option[value='']").click();
        browser.find("[name=critical]").click();
        browser.until(() -> assertThat(browser.texts(".rows .name a")).containsExactly("dashboard", "redis"));

        browser.driver().navigate().refresh();
        assertThat(browser.texts(".rows .name a")).containsExactly("dashboard", "redis");
    }

    @Test
    void keys_findAndMoveAndOpen() {
        browser.open(site.url("/"));

        browser.press("j");
        assertThat(browser.driver().switchTo().activeElement().getText()).isEqualTo("dashboard");
        browser.press("j");
        browser.press("j");
        browser.press("k");
        assertThat(browser.driver().switchTo().activeElement().getText()).isEqualTo("discord-bot");
        browser.press("?");
        assertThat(browser.find("#keys").isDisplayed()).isTrue();
        browser.assertUsable();
        browser.escape();
        assertThat(browser.find("#keys").isDisplayed()).isFalse();
        browser.press("/");
        assertThat(browser.driver().switchTo().activeElement().getAttribute("id"))
                .isEqualTo("find");
        browser.press("minio", Keys.ENTER);
        browser.until(() -> assertThat(browser.driver().getCurrentUrl()).contains("q=minio"));
        assertThat(browser.texts(".rows .name a")).containsExactly("minio");
    }

    @Test
    void reading_withoutScripts_works() {
        site.turn("redis", ProbeResult.unhealthy("connection refused"));

        browser.openWithoutScripts(site.url("/?q=d&sort=name"));

        assertThat(headline()).contains("redis is unhealthy");
        assertThat(browser.texts(".rows .name a")).containsExactly("dashboard", "discord-bot", "redis");
        assertThat(browser.find("time").getText()).endsWith("UTC");
        assertThat(browser.find("noscript button, form.filters button").isDisplayed())
                .isTrue();
    }

    @Test
    void times_areInTheReadersZone_withUtcBesides() {
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setTimezoneOverride", java.util.Map.of("timezoneId", "Pacific/Kiritimati"));
        site.turn("redis", ProbeResult.unhealthy("connection refused"));
        browser.open(site.url("/"));

        browser.until(() -> assertThat(browser.find(".alert time").getText()).doesNotContain("UTC"));
        String title = browser.find(".alert time").getAttribute("title");
        assertThat(title).endsWith("UTC");
        int utc = Integer.parseInt(title.replaceAll(".* (\\d\\d):.*", "$1"));
        int here = Integer.parseInt(browser.find(".alert time").getText().replaceAll("(?s).*?(\\d\\d):.*", "$1"));
        assertThat(here).isEqualTo((utc + 14) % 24);
    }

    @Test
    void theme_thatIsChosen_isKept() {
        browser.open(site.url("/"));
        String light = browser.find("body").getCssValue("background-color");

        browser.find("[data-set-theme=dark]").click();
        String dark = browser.find("body").getCssValue("background-color");
        browser.driver().navigate().refresh();

        assertThat(dark).isNotEqualTo(light);
        assertThat(browser.find("body").getCssValue("background-color")).isEqualTo(dark);
        browser.find("[data-set-theme=auto]").click();
        assertThat(browser.find("body").getCssValue("background-color")).isEqualTo(light);
    }
}
