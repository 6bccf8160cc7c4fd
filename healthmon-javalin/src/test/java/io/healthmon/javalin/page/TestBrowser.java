package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * Chromium, for a class of tests: {@code @RegisterExtension static final TestBrowser browser = new TestBrowser();}. Each test begins
 * without cookies, on a light desktop, with scripts; and fails if a page of its complained: an error on the console, something that
 * the content security policy stopped.
 */
public final class TestBrowser
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterTestExecutionCallback, AutoCloseable {

    /** Kept where the next page of the same site finds it. */
    private static final String LISTENING = """
            document.addEventListener("securitypolicyviolation", event => {
              const before = JSON.parse(sessionStorage.getItem("violations") || "[]");
              before.push(`${event.effectiveDirective} stopped ${event.blockedURI} ${event.sample} in ${event.sourceFile}:${event.lineNumber}`);
              sessionStorage.setItem("violations", JSON.stringify(before));
            });
            """;

    private static final String AXE = axe();

    private final List<String> complaints = new ArrayList<>();
    private ChromeDriver driver;
    private Path profile;

    private static String axe() {
        try (InputStream in = TestBrowser.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it; for those that are no test. */
    public TestBrowser start() {
        try {
            profile = Files.createTempDirectory("healthmon-chromium");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        driver = Chromium.start(profile);
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", LISTENING));
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        scripts(true);
        look(Look.LIGHT_DESKTOP);
        driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", "UTC"));
        driver.get("about:blank");
        driver.manage().logs().get(LogType.BROWSER);
        complaints.clear();
    }

    /** While what the test started still answers. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        listen();
        driver.get("about:blank");
        assertThat(complaints).as("what the browser complained about").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException stillWritten) {
            profile.toFile().deleteOnExit();
        }
    }

    /** What tests may use beyond this. */
    public ChromeDriver driver() {
        return driver;
    }

    /** Looks at pages like this from now on. */
    public void look(Look look) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", look.dark ? "dark" : "light"))));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", look.width, "height", look.height, "deviceScaleFactor", 1, "mobile", look.phone()));
    }

    /** Whether pages that are opened from now on run scripts. */
    public void scripts(boolean run) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
    }

    /** Opens a page, and waits until it is there. */
    public void open(String url) {
        driver.get(url);
    }

    /** Opens a page as a reader who has scripts switched off; afterwards tests can look at it. */
    public void openWithoutScripts(String url) {
        scripts(false);
        driver.get(url);
        scripts(true);
    }

    /** Brings a session to this site. */
    public void session(String url, String id) {
        driver.get(url + "/health");
        driver.manage()
                .addCookie(new Cookie.Builder("healthmon", id).isHttpOnly(true).build());
    }

    public WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** The text of an element as a reader sees it. */
    public String text(String css) {
        return find(css).getText();
    }

    /** The text of all of them. */
    public List<String> texts(String css) {
        return script("return [...document.querySelectorAll(arguments[0])].map(it => it.textContent.trim())", css);
    }

    /** Runs a function's body in the page. */
    @SuppressWarnings("unchecked")
    public <T> T script(String body, Object... arguments) {
        return (T) driver.executeScript(body, arguments);
    }

    /** Presses keys where the focus is. */
    public void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Presses Escape. */
    public void escape() {
        press(Keys.ESCAPE);
    }

    /** Waits for what scripts do. */
    public void until(org.awaitility.core.ThrowingRunnable assertion) {
        await().ignoreExceptionsInstanceOf(org.openqa.selenium.WebDriverException.class)
                .untilAsserted(assertion);
    }

    /** This page is one that everybody can use: nothing sticks out at the side, and axe finds nothing. */
    public void assertUsable() {
        assertNothingSticksOut();
        assertThat(axeFindings())
                .as("what axe finds on " + driver.getCurrentUrl())
                .isEmpty();
    }

    private void assertNothingSticksOut() {
        List<String> outside = script("""
                const width = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= width) return [];
                return [...document.body.querySelectorAll("*")]
                  .filter(it => it.getBoundingClientRect().right > width + 1)
                  .map(it => `${it.tagName.toLowerCase()}.${it.getAttribute("class")} ends at ${Math.round(it.getBoundingClientRect().right)} of ${width}`)
                  .slice(0, 10).concat(["the page is too wide"]);
                """);
        assertThat(outside).as("what sticks out at the side").isEmpty();
    }

    private List<String> axeFindings() {
        listen();
        driver.executeScript(AXE);
        Object found = driver.executeAsyncScript("""
                const done = arguments[0];
                axe.run(document, { resultTypes: ["violations"] })
                  .then(result => done(result.violations.flatMap(it => it.nodes.map(node =>
                      `${it.id} (${it.impact}): ${node.target.join(" ")}: ${node.failureSummary}`))))
                  .catch(problem => done([String(problem)]));
                """);
        @SuppressWarnings("unchecked")
        List<String> findings = (List<String>) found;
        return findings;
    }

    /** Takes in what the console and the policy say. */
    private void listen() {
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                complaints.add(entry.getLevel() + " " + entry.getMessage());
            }
        }
        if (driver.getCurrentUrl().startsWith("http")) {
            List<String> violations =
                    script("const was = sessionStorage.getItem('violations'); sessionStorage.removeItem('violations');"
                            + " return JSON.parse(was || '[]')");
            complaints.addAll(violations);
        }
    }

    /** What was complained about so far, which is then forgiven: for tests of errors. */
    public List<String> forgive() {
        listen();
        List<String> said = List.copyOf(complaints);
        complaints.clear();
        return said;
    }
}
