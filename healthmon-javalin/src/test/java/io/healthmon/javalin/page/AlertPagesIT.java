package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.access.Role;
import io.healthmon.check.custom.ProbeResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator does about an alert, in a real browser. */
class AlertPagesIT {

    @RegisterExtension
    static final TestBrowser browser = new TestBrowser();

    private TestSite site;

    @BeforeEach
    void start() {
        site = TestSite.builder().service("redis").closed().start();
        site.turn("redis", ProbeResult.unhealthy("connection refused"));
        browser.session(site.url(""), site.session(Role.OPERATOR));
        browser.open(site.url("/alerts"));
        browser.find("#alerts tbody a").click();
        browser.until(() -> assertThat(browser.text("h1")).contains("redis"));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void acknowledgement_withItsNote_isInTheStory_inPlace() {
        browser.script("window.notReloaded = true");
        browser.find("#ack-note").sendKeys("the disk <b>is</b> being changed");
        browser.find("form[data-api$='/acknowledge'] button").click();

        browser.until(() -> {
            assertThat(browser.text("#head")).contains("acknowledged by operator");
            assertThat(browser.text("#story")).contains("the disk <b>is</b> being changed");
        });
        assertThat((Boolean) browser.script("return window.notReloaded")).isTrue();
    }

    @Test
    void checkNow_ofAServiceThatIsWell_resolvesItOnThePage() {
        browser.until(() -> assertThat(browser.text("#waiting")).isNotBlank());
        site.answer("redis", ProbeResult.healthy());

        browser.find("form[data-api^='POST /api/health/test/'] button").click();

        browser.until(() -> assertThat(browser.text("#head")).contains("resolved"));
    }

    @Test
    void silence_isMadeOnThePage_andListed_andEnded() {
        browser.find("[data-open=silence]").click();
        browser.find("#silence-reason").sendKeys("known");
        browser.find("dialog[open] button.main").click();
        browser.until(() -> assertThat(browser.all("dialog[open]")).isEmpty());

        browser.open(site.url("/maintenance"));
        assertThat(browser.text("#planned")).contains("redis", "known", "operator");
        browser.find("#planned form[data-api^='DELETE /api/health/silences/'] button")
                .click();
        browser.driver().switchTo().alert().accept();
        browser.until(() -> assertThat(browser.text("#planned")).contains("Nothing is silenced."));
    }
}
