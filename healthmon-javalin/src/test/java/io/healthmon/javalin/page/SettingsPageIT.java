package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthTarget;
import io.healthmon.access.Role;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.notify.Receipt;
import io.healthmon.replay.ReplayRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings and replays, in a real browser. */
class SettingsPageIT {

    @RegisterExtension
    static final TestBrowser browser = new TestBrowser();

    private TestSite site;

    @BeforeEach
    void start() {
        site = TestSite.builder()
                .service("redis")
                .closed()
                .monitor(builder -> builder.channel("ops", (message, deadline) -> new Receipt.Taken("200 ok"))
                        .channel("pager", (message, deadline) -> new Receipt.Refused("no such room")))
                .config(config -> config.configuration("services:\n  redis: {password: '***'}\n")
                        .drafts((text, since, until) -> {
                            if (!text.startsWith("services")) {
                                throw new IllegalArgumentException("draft:1:1: services are missing");
                            }
                            return ReplayRequest.of(
                                    List.of(HealthTarget.custom("redis", ProbeResult::healthy)
                                            .interval(Duration.ofDays(30))
                                            .critical(text.contains("critical"))
                                            .build()),
                                    since,
                                    until);
                        }))
                .start();
        site.turn("redis", ProbeResult.unhealthy("refused"));
        site.monitor().flush().join();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void as(Role role, String path) {
        browser.session(site.url(""), site.session(role));
        browser.open(site.url(path));
    }

    @ParameterizedTest
    @EnumSource
    void pages_inEveryLook_canBeUsedByEverybody(Look look) {
        browser.look(look);
        as(Role.ADMIN, "/settings");
        browser.assertUsable();

        browser.open(site.url("/replay"));
        browser.assertUsable();
    }

    @Test
    void admin_makesAKey_seesItOnce_andRevokesIt() {
        as(Role.ADMIN, "/settings");
        browser.find("[data-open=new-key]").click();
        browser.find("#key-name").sendKeys("grafana");
        browser.find("#new-key button.main").click();

        browser.until(() -> assertThat(browser.text("#made-key-text")).startsWith("hm_"));
        browser.until(() -> assertThat(browser.text("#key-list")).contains("grafana", "valid"));
        browser.find("#key-list form[data-api^=DELETE] button").click();
        browser.driver().switchTo().alert().accept();
        browser.until(() -> assertThat(browser.text("#key-list")).contains("revoked"));

        browser.open(site.url("/settings"));
        assertThat(browser.find("#made-key").isDisplayed()).isFalse();
    }

    @Test
    void admin_makesAUser_andDisablesThem() {
        as(Role.ADMIN, "/settings");
        browser.find("[data-open=new-user]").click();
        browser.find("#user-name").sendKeys("zoe");
        browser.find("#user-password").sendKeys("correct horse battery");
        browser.find("#new-user button.main").click();
        browser.until(() -> assertThat(browser.text("#user-list")).contains("zoe"));

        browser.script("[...document.querySelectorAll('#user-list tr')].find(it => it.textContent.includes('zoe'))"
                + ".querySelector('form:has([name=enabled]) button').click()");

        browser.until(() -> assertThat(browser.text("#user-list")).contains("disabled"));
        assertThat(site.access().userNamed("zoe").orElseThrow().enabled()).isFalse();
    }

    @Test
    void operator_triesChannels_andReadsWhatTheySaid() {
        as(Role.OPERATOR, "/settings");

        browser.find("form[data-api*='channels/ops'] button").click();
        browser.find("form[data-api*='channels/pager'] button").click();

        browser.until(() -> assertThat(browser.text("#channels"))
                .contains("It took the test message.", "refuses this message: no such room"));
        assertThat(browser.forgive()).allMatch(it -> it.contains("502"));
    }

    @Test
    void reader_logsOutFromTheirSettings() {
        as(Role.VIEWER, "/settings");

        browser.find("#logout button").click();

        browser.until(() -> assertThat(browser.driver().getCurrentUrl()).contains("/login"));
        browser.open(site.url("/settings"));
        assertThat(browser.driver().getCurrentUrl()).contains("/login?next=");
    }

    @Test
    void operator_replaysADraft_andSeesWhatDiffers() {
        as(Role.OPERATOR, "/replay");
        browser.find("#draft").sendKeys("nothing");
        browser.find("#replay button").click();
        browser.until(() -> assertThat(browser.text("#replay-said")).contains("draft:1:1: services are missing"));
        assertThat(browser.forgive()).allMatch(it -> it.contains("400"));

        browser.find("#draft").clear();
        browser.find("#draft").sendKeys("services: critical");
        browser.find("#replay button").click();

        browser.until(() -> assertThat(browser.text("#replay-said")).startsWith("Done in"));
        browser.until(() -> assertThat(browser.text("#replay-tiles")).contains("fired under the draft"));
        browser.find("#replay-same").click();
        browser.until(() -> assertThat(browser.text("#replay-table")).contains("redis"));
        browser.assertUsable();
    }
}
