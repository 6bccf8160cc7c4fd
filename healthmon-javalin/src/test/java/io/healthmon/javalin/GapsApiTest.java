package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.HealthMonitor;
import io.healthmon.MonitorFaultException;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.store.InMemoryStore;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that found nothing out, by the monitor's own fault, as the API tells them. */
class GapsApiTest {

    private final AtomicBoolean exhausted = new AtomicBoolean();
    private HealthMonitor monitor;
    private HealthMonitorHost host;
    private Client client;

    @BeforeEach
    void start() {
        monitor = TestMonitor.start(new InMemoryStore(), TestMonitor.target("web", true, () -> {
            if (exhausted.get()) {
                throw new IOException("Too many open files");
            }
            return ProbeResult.healthy();
        }));
        host = HealthMonitorHost.builder(monitor).port(0).start();
        client = new Client(host.port());
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    private void check() throws Exception {
        monitor.check("web").get(10, TimeUnit.SECONDS);
        monitor.flush().get(10, TimeUnit.SECONDS);
    }

    private void checkInVain() throws Exception {
        exhausted.set(true);
        assertThatThrownBy(this::check).hasCauseInstanceOf(MonitorFaultException.class);
        exhausted.set(false);
        monitor.flush().get(10, TimeUnit.SECONDS);
    }

    private JsonNode service() {
        return client.get("/api/health/status").json().get("services").get(0);
    }

    private JsonNode history(String parameters) {
        return client.get("/api/health/history?service=web" + parameters).json();
    }

    @Test
    void check_thatFoundNothingOut_isToldByStatusAndExplain_untilTheNextThatDoes() throws Exception {
        check();
        checkInVain();
        checkInVain();

        assertThat(service().get("status").textValue()).isEqualTo("healthy");
        assertThat(service().at("/missed/kind").textValue()).isEqualTo("monitor_fault");
        assertThat(service().at("/missed/checks").longValue()).isEqualTo(2);
        assertThat(client.get("/api/health/explain/web").json().get("sentences"))
                .last()
                .asString()
                .contains("the last 2 checks, since 2", "count neither way");

        check();
        assertThat(service().get("missed").isNull()).isTrue();
    }

    @Test
    void history_tellsTheGapsOfTheTimeThatItsRowsSpan() throws Exception {
        checkInVain();
        check();
        checkInVain();
        check();

        JsonNode whole = history("");
        assertThat(whole.get("history")).hasSize(2);
        assertThat(whole.get("gaps")).hasSize(2);
        JsonNode newest = whole.get("gaps").get(0);
        assertThat(newest.get("service_name").textValue()).isEqualTo("web");
        assertThat(newest.get("kind").textValue()).isEqualTo("monitor_fault");
        assertThat(newest.get("checks").longValue()).isEqualTo(1);
        assertThat(newest.get("from")).isEqualTo(newest.get("to"));

        JsonNode first = history("&limit=1");
        assertThat(first.get("gaps")).isEmpty();
        JsonNode second = history("&limit=1&cursor=" + first.get("next").textValue());
        assertThat(second.get("gaps")).hasSize(1);
        JsonNode third = history("&limit=1&cursor=" + second.get("next").textValue());
        assertThat(third.get("history")).isEmpty();
        assertThat(third.get("gaps")).hasSize(1);
    }
}
