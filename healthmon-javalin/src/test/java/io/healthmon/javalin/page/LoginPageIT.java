package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.access.Role;
import io.healthmon.access.User;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.auth.login.CheapHash;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logging in and out, and what roles are offered, in a real browser. */
class LoginPageIT {

    private static final String PASSWORD = "correct horse battery";

    @RegisterExtension
    static final TestBrowser browser = new TestBrowser();

    private TestSite site;

    @BeforeEach
    void start() {
        site = TestSite.builder().service("redis").closed().start();
        site.access()
                .add(new User(
                        UUID.randomUUID(),
                        "anna",
                        Role.OPERATOR,
                        Optional.of(CheapHash.of(PASSWORD)),
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        true,
                        Instant.EPOCH));
        site.turn("redis", ProbeResult.unhealthy("connection refused"));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void logIn(String password) {
        browser.find("#name").clear();
        browser.find("#name").sendKeys("anna");
        browser.find("#password").sendKeys(password);
        browser.find("button[type=submit]").click();
    }

    @ParameterizedTest
    @EnumSource
    void loginPage_inEveryLook_canBeUsedByEverybody(Look look) {
        browser.look(look);
        browser.open(site.url("/login"));

        browser.assertUsable();
    }

    @Test
    void visitor_logsIn_isWhereTheyWantedToBe_andLogsOut() {
        browser.open(site.url("/?q=red"));
        assertThat(browser.driver().getCurrentUrl()).contains("/login?next=");

        logIn(PASSWORD);
        browser.until(() -> assertThat(browser.driver().getCurrentUrl()).isEqualTo(site.url("/?q=red")));
        assertThat(browser.text("header")).contains("anna");
        assertThat(browser.texts(".rows .name a")).containsExactly("redis");

        browser.open(site.url("/login"));
        browser.find("form[action='/logout'] button").click();
        browser.until(() -> assertThat(browser.driver().getCurrentUrl()).contains("/login"));
        browser.open(site.url("/"));
        assertThat(browser.driver().getCurrentUrl()).contains("/login?next=");
    }

    @Test
    void wrongPassword_isSaid_andTheNameStays() {
        browser.open(site.url("/login"));

        logIn("wrong horse battery");

        browser.until(() -> assertThat(browser.text("[role=alert]")).isNotBlank());
        assertThat(browser.find("#name").getAttribute("value")).isEqualTo("anna");
        assertThat(browser.find("#password").getAttribute("value")).isEmpty();
        browser.assertUsable();
        assertThat(browser.forgive()).allMatch(it -> it.contains("401"));
    }

    @Test
    void operator_acknowledgesAnAlert_inPlace() {
        browser.session(site.url(""), site.session(Role.OPERATOR));
        browser.open(site.url("/"));

        browser.find(".alert form[data-api] button").click();

        browser.until(() -> assertThat(browser.text(".alert")).contains("seen to by operator"));
        assertThat(browser.all(".alert form[data-api]")).isEmpty();
    }

    @Test
    void viewer_isOfferedNothingThatTheyMayNotDo() {
        browser.session(site.url(""), site.session(Role.VIEWER));
        browser.open(site.url("/"));

        assertThat(browser.texts(".alert a").get(0)).isEqualTo("redis");
        assertThat(browser.all("[data-api]")).isEmpty();
    }

    @Test
    void page_whoseSessionEnds_goesToTheLogin() {
        browser.session(site.url(""), site.session(Role.VIEWER));
        browser.open(site.url("/"));
        browser.until(
                () -> assertThat(browser.find(".live").getAttribute("class")).contains("on"));

        browser.driver().executeCdpCommand("Network.clearBrowserCookies", java.util.Map.of());
        site.turn("redis", ProbeResult.healthy());

        browser.until(() -> assertThat(browser.driver().getCurrentUrl()).contains("/login"));
        browser.forgive();
    }
}
