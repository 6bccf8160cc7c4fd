package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.check.custom.ProbeResult;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What targets, labels and readers say is shown, and does nothing. */
class HostilePageIT {

    @RegisterExtension
    static final TestBrowser browser = new TestBrowser();

    static Stream<String> hostile() {
        return Stream.of(
                "<script>window.harmed=1</script>",
                "<img src=x onerror='window.harmed=1'>",
                "\"><svg onload=window.harmed=1>",
                "' onmouseover='window.harmed=1' x='",
                "</title></style></textarea><script>window.harmed=1</script>",
                "javascript:window.harmed=1",
                "${7*7}{{7*7}}<%=7*7%>@`window.harmed=1`",
                "<a hx-get='/api/health/status' hx-trigger='load'>x</a><div data-live id='head'>",
                "\u202egnp.exe <b>bold</b> &lt;i&gt;");
    }

    private TestSite site;

    @AfterEach
    void stop() {
        site.close();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatOthersSay_isShownAsItIs(String text) {
        site = TestSite.builder()
                .service("victim", it -> it.label("group", text).label("note", text))
                .config(it -> it.serviceName(text))
                .start();
        site.turn("victim", ProbeResult.unhealthy(text));
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        for (String path :
                List.of("/", "/?q=" + encoded, "/?label=" + encoded, "/alerts", "/alerts/1", "/services/victim")) {
            browser.open(site.url(path));
            assertThat((Object) browser.script("return window.harmed ?? null")).isNull();
            assertThat(browser.all("main script, main img, [onerror], [onload], [onmouseover], a[href^='javascript']"))
                    .isEmpty();
        }
        browser.open(site.url("/"));
        assertThat(browser.texts(".alert .what").get(0)).contains(text.strip());
        assertThat(browser.driver().getTitle()).contains(text.strip());
    }
}
