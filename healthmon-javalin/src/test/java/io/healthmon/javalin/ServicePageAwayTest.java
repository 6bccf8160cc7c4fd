package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.HealthMonitor;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.store.StoreStatus;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of one service while the store is away: what memory has. */
class ServicePageAwayTest {

    private final FailingStore store = new FailingStore();
    private final AtomicReference<ProbeResult> found = new AtomicReference<>(ProbeResult.healthy());
    private HealthMonitor monitor;
    private HealthMonitorHost host;

    @BeforeEach
    void start() throws Exception {
        monitor = TestMonitor.start(store, TestMonitor.target("web", true, found::get));
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder().open(true).page(true).build())
                .start();
        monitor.check("web").get(10, TimeUnit.SECONDS);
        monitor.flush().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        host.close();
        monitor.close();
    }

    @Test
    void page_hasStatusAlertAndNewestCheck_andSaysWhatIsMissing() throws Exception {
        store.away(true);
        found.set(ProbeResult.unhealthy("it is broken").with("disk", "failed"));
        monitor.check("web").get(10, TimeUnit.SECONDS);
        await().until(() -> monitor.storeStatus().state() == StoreStatus.State.AWAY);

        Reply reply = new Client(host.port(), "Accept", "text/html").get("/services/web");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.response().body())
                .contains("The database is away since", "Unhealthy</span> since", "Alert, critical", "it is broken")
                .contains("What its alert waits for", "uptime 24 h, from memory", "The store is away, and with it")
                .contains("not to be had while the store is away")
                .doesNotContain("SELECT", "Exception", "It never had one.");
    }
}
