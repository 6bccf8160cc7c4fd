package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthStatus;
import io.healthmon.access.InMemoryAccessStore;
import io.healthmon.access.Role;
import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.auth.ApiKey;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What open pages are told. */
class EventsTest {

    private static final String KEY = "a-key-of-thirty-two-characters-xx";
    private static final String LIMITED = "another-key-of-thirty-two-chars-x";

    private final AtomicReference<HealthStatus> found = new AtomicReference<>(HealthStatus.HEALTHY);
    private final InMemoryAccessStore access = new InMemoryAccessStore();
    private final HealthMonitor monitor = TestMonitor.start(
            new InMemoryStore(),
            TestMonitor.target(
                    "api",
                    true,
                    () -> found.get() == HealthStatus.HEALTHY
                            ? ProbeResult.healthy()
                            : ProbeResult.unhealthy("it says <b>no</b>")),
            TestMonitor.target("other", true, ProbeResult::healthy));
    private final HealthMonitorHost host = HealthMonitorHost.builder(monitor)
            .port(0)
            .config(HealthMonitorConfig.builder()
                    .page(true)
                    .access(access)
                    .apiKeys(List.of(
                            new ApiKey("all", Secret.of(KEY)),
                            new ApiKey(
                                    "limited",
                                    Secret.of(LIMITED),
                                    EnumSet.of(Scope.READ),
                                    new ServiceMatcher(List.of("other"), Map.of()))))
                    .build())
            .start();
    private final List<Stream> streams = new ArrayList<>();

    /** An open page. */
    private record Stream(HttpResponse<InputStream> response, BufferedReader lines) implements AutoCloseable {

        /** The data of the next event of this name; blocks until it comes. */
        String next(String event) throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("event: " + event)) {
                    return lines.readLine();
                }
            }
            throw new AssertionError("the stream has ended");
        }

        /** Reads on until it ends. */
        void end() {
            try {
                while (lines.readLine() != null) {
                    // what was still said
                }
            } catch (IOException cut) {
                // an end, too
            }
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }

    private Stream open(Client client, String path) throws Exception {
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(client.request(path).GET().build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        Stream stream = new Stream(
                response, new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
        streams.add(stream);
        assertThat(stream.lines().readLine()).isEqualTo("retry: 2000");
        return stream;
    }

    private Client key(String key) {
        return new Client(host.port(), "X-API-Key", key);
    }

    @AfterEach
    void stop() throws Exception {
        for (Stream stream : streams) {
            stream.close();
        }
        host.close();
        monitor.close();
    }

    @Test
    void check_isTold_toThePagesThatShowItsService() throws Exception {
        Stream page = open(key(KEY), "/events?q=api");
        monitor.check("other").join();
        monitor.check("api").join();

        String data = page.next("checks");

        assertThat(data)
                .contains("\"n\":\"api\"", "\"s\":\"h\"", "\"b\":[[\"h\",")
                .doesNotContain("other", "\n");
    }

    @Test
    void serviceThatTurns_changesThePage() throws Exception {
        monitor.check("api").join();
        Stream page = open(key(KEY), "/events?q=other");
        found.set(HealthStatus.UNHEALTHY);
        monitor.check("api").join();

        assertThat(page.next("changed")).isEqualTo("data: 1");
    }

    @Test
    void keyOfSomeServices_hearsOfNoOther() throws Exception {
        Stream page = open(key(LIMITED), "/events");
        monitor.check("api").join();
        monitor.check("other").join();

        String data = page.next("checks");

        assertThat(data).contains("\"n\":\"other\"").doesNotContain("\"n\":\"api\"");
    }

    @Test
    void sessionThatIsEnded_hearsNoMore() throws Exception {
        TestPeople people = new TestPeople(access, MonitorClock.system().wall());
        Client session = people.page(host.port(), Role.VIEWER);
        Stream page = open(session, "/events");
        assertThat(session.send("DELETE", "/api/session").status()).isEqualTo(200);

        page.end();
    }

    @Test
    void hostThatStops_endsThem() throws Exception {
        Stream page = open(key(KEY), "/events");
        host.close();

        page.end();
    }
}
