package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.access.Role;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.notify.Receipt;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page there is, with something on it and with nothing, in every look. */
class EveryPageIT {

    /** With nothing on them they are shown too. */
    private static final List<String> ALWAYS = List.of(
            "/",
            "/?view=dense",
            "/?q=nothing",
            "/alerts",
            "/alerts?status=all",
            "/alerts/suppressed",
            "/maintenance",
            "/settings");

    private static final List<String> WITH_TROUBLE = List.of(
            "/alerts/1",
            "/alerts/2",
            "/alerts/4711",
            "/services/redis",
            "/services/minio",
            "/services/redis?range=90d",
            "/services/none");

    @RegisterExtension
    static final TestBrowser browser = new TestBrowser();

    private static TestSite busy;
    private static TestSite empty;

    @BeforeAll
    static void start() {
        busy = TestSite.builder()
                .service("redis", it -> it.critical(true).label("group", "Stores"))
                .service("minio", it -> it.label("group", "Stores"))
                .service("dashboard", it -> it.critical(true))
                .monitor(it -> it.channel("ops", (message, deadline) -> new Receipt.Taken("200")))
                .closed()
                .start();
        busy.checkAll();
        busy.turn("minio", ProbeResult.degraded("a disk is nearly full"));
        busy.turn("minio", ProbeResult.healthy());
        busy.turn("redis", ProbeResult.unhealthy("connection refused"));
        empty = TestSite.builder().closed().start();
    }

    @AfterAll
    static void stop() {
        busy.close();
        empty.close();
    }

    static Stream<Arguments> pages() {
        return Stream.of(Look.values())
                .flatMap(look ->
                        Stream.concat(ALWAYS.stream(), WITH_TROUBLE.stream()).map(path -> Arguments.of(look, path)));
    }

    static Stream<Arguments> emptyPages() {
        return Stream.of(Look.LIGHT_DESKTOP, Look.DARK_PHONE)
                .flatMap(look -> ALWAYS.stream().map(path -> Arguments.of(look, path)));
    }

    private static void look(TestSite site, Look look, String path) {
        browser.look(look);
        browser.session(site.url(""), site.session(Role.ADMIN));
        browser.open(site.url(path));
        assertThat(browser.all("h1")).hasSize(1);
        browser.assertUsable();
        if (path.endsWith("4711") || path.endsWith("none")) {
            assertThat(browser.forgive()).singleElement().asString().contains("404");
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_inEveryLook_canBeUsedByEverybody(Look look, String path) {
        look(busy, look, path);
    }

    @ParameterizedTest
    @MethodSource("emptyPages")
    void page_withNothingOnIt_canBeUsedByEverybody(Look look, String path) {
        look(empty, look, path);
    }

    @Test
    void dialogs_canBeUsedByEverybody() {
        for (Look look : List.of(Look.LIGHT_DESKTOP, Look.DARK_PHONE)) {
            browser.look(look);
            browser.session(busy.url(""), busy.session(Role.ADMIN));
            for (String path : List.of("/alerts/1", "/maintenance", "/settings")) {
                browser.open(busy.url(path));
                int many = browser.all("main [data-open]").size();
                assertThat(many).as(path).isPositive();
                for (int i = 0; i < many; i++) {
                    browser.open(busy.url(path));
                    browser.all("main [data-open]").get(i).click();
                    assertThat(browser.find("dialog[open]").isDisplayed()).isTrue();
                    browser.assertUsable();
                }
            }
        }
    }
}
