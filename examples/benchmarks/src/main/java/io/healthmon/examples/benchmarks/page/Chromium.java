package io.healthmon.examples.benchmarks.page;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The system's browser, without a window, with an empty profile. Not thread-safe. */
final class Chromium implements AutoCloseable {

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

    private final ChromeDriver driver;
    private final Path profile;

    private Chromium(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    /** Starts it. */
    static Chromium start() throws IOException {
        File browser = find(BROWSERS);
        File itsDriver = find(List.of("chromedriver"));
        Path profile = Files.createTempDirectory("healthmon-chromium");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--lang=en-GB",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(itsDriver)
                .usingAnyFreePort()
                .build();
        return new Chromium(new ChromeDriver(service, options), profile);
    }

    private static File find(List<String> names) throws IOException {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return names.stream()
                .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toFile)
                .orElseThrow(() -> new IOException("there is no " + String.join(" or ", names)
                        + " on the PATH; on Debian: apt-get install -y chromium chromium-driver"));
    }

    /** How pages are seen from now on. */
    void look(boolean dark, int width, int height, double scale) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", width < 500));
    }

    /** Opens a page as somebody who was never here. */
    void openFresh(String url) {
        driver.get("about:blank");
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
        driver.get(url);
    }

    /** Opens a page. */
    void open(String url) {
        driver.get(url);
    }

    /** Brings a cookie to whatever is asked of this site. */
    void cookie(String url, String name, String value) {
        driver.executeCdpCommand("Network.setCookie", Map.of("url", url, "name", name, "value", value));
    }

    /** What a function's body gives, run in the page. */
    Optional<Object> script(String body, Object... arguments) {
        return Optional.ofNullable(driver.executeScript(body, arguments));
    }

    /** A number that a function's body gives. */
    double number(String body) {
        return script(body).map(value -> ((Number) value).doubleValue()).orElse(Double.NaN);
    }

    /** What a function's body gives to its last argument, later. */
    double later(String body, Object... arguments) {
        Object value = driver.executeAsyncScript(body, arguments);
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** The picture of what is seen. */
    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException stillWritten) {
            profile.toFile().deleteOnExit();
        }
    }
}
