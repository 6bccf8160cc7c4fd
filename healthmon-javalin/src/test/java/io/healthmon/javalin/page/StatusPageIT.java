package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.StatusPage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The public status page in a real browser, without a login. */
class StatusPageIT {

    @RegisterExtension
    static final TestBrowser browser = new TestBrowser();

    private TestSite site;

    @BeforeEach
    void start() {
        Map<String, String> chosen = new LinkedHashMap<>();
        chosen.put("stream-bot", "Stream bot");
        chosen.put("minio", "Files");
        chosen.put("later", "Something new");
        site = TestSite.builder()
                .service("stream-bot")
                .service("minio")
                .service("redis")
                .service("later")
                .config(it -> it.statusPage(new StatusPage("Our services", chosen, false)))
                .closed()
                .start();
        site.turn("stream-bot", ProbeResult.healthy());
        site.turn("redis", ProbeResult.unhealthy("connection refused"));
        site.turn("minio", ProbeResult.degraded("a disk is full"));
        site.turn("minio", ProbeResult.healthy());
        site.turn("minio", ProbeResult.unhealthy("a disk is broken"));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @ParameterizedTest
    @EnumSource
    void statusPage_inEveryLook_canBeUsedByEverybody(Look look) {
        browser.look(look);
        browser.open(site.url("/status"));

        browser.assertUsable();
        assertThat(browser.text("h1")).isEqualTo("Files: not working.");
        assertThat(browser.texts(".day-row .name")).containsExactly("Stream bot", "Files", "Something new");
        assertThat(browser.all(".day-row:first-child .strip path")).hasSize(90);
        assertThat(browser.texts(".incident h3")).hasSize(2);
        assertThat(browser.text("body")).doesNotContain("redis", "disk");
    }

    @Test
    void statusPage_withoutScripts_isReadToo() {
        browser.openWithoutScripts(site.url("/status"));

        assertThat(browser.text("h1")).isEqualTo("Files: not working.");
        assertThat(browser.find("time").getText()).endsWith("UTC");
    }
}
