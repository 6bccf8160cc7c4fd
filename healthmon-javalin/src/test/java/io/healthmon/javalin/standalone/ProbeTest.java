package io.healthmon.javalin.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
