package io.healthmon.javalin.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.healthmon.HealthMonitor;
import io.healthmon.javalin.HealthMonitorHost;
import io.healthmon.javalin.tls.Tls;
import io.healthmon.store.InMemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/health", 200);
        answer("/broken", 503);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void healthy_200_isTrue() {
        assertThat(Probe.healthy(url("/health"))).isTrue();
    }

    @Test
    void healthy_anyOtherAnswer_isFalse() {
        assertThat(Probe.healthy(url("/broken"))).isFalse();
        assertThat(Probe.healthy(url("/missing"))).isFalse();
    }

    @Test
    void healthy_nobodyThere_isFalse() {
        server.stop(0);

        assertThat(Probe.healthy(url("/health"))).isFalse();
    }

    @Test
    void healthy_overTls_isToldByThePlainUrlToo(@TempDir Path folder) {
        try (HealthMonitor monitor =
                        HealthMonitor.builder().store(new InMemoryStore()).start();
                HealthMonitorHost host = HealthMonitorHost.builder(monitor)
                        .port(0)
                        .tls(new Tls.SelfSigned(folder, List.of()))
                        .start()) {
            assertThat(Probe.healthy(host.url() + "/health")).isTrue();
            assertThat(Probe.healthy("http://127.0.0.1:" + host.port() + "/health"))
                    .isTrue();
            assertThat(Probe.healthy("http://127.0.0.1:" + host.port() + "/missing"))
                    .isFalse();
        }
    }

    private void answer(String path, int code) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(code, -1);
            exchange.close();
        });
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}
