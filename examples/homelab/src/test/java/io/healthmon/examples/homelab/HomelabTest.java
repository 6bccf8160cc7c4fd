package io.healthmon.examples.homelab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class HomelabTest {

    private static final Duration SLOWNESS = Duration.ofMillis(200);
    private static final Map<String, String> WELL = Map.of(
            "stream-bot", "HTTP/1.1 200 OK",
            "discord-bot", "HTTP/1.1 200 OK",
            "minio", "HTTP/1.1 200 OK",
            "redis", "+PONG");

    private Homelab homelab;

    @BeforeEach
    void start() throws IOException {
        homelab = Homelab.start(0, SLOWNESS);
    }

    @AfterEach
    void close() {
        homelab.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        stream-bot  | HEALTHY   | 200 OK | "status":"healthy","service":"stream-bot","version":"1.0.0","uptime":
        stream-bot  | HEALTHY   | 200 OK | "checks":{"database":"healthy","oauth_storage":"healthy","token_refresh_service":"running","bot_manager":"running"},"timestamp":
        stream-bot  | DEGRADED  | 503 Service Unavailable | "status":"degraded"
        stream-bot  | DEGRADED  | 503 Service Unavailable | "checks":{"database":"healthy","oauth_storage":"healthy","token_refresh_service":"stopped","bot_manager":"running"}
        stream-bot  | UNHEALTHY | 503 Service Unavailable | "status":"unhealthy"
        stream-bot  | UNHEALTHY | 503 Service Unavailable | "checks":{"database":"unhealthy","oauth_storage":"healthy","token_refresh_service":"running","bot_manager":"running"}
        discord-bot | HEALTHY   | 200 OK | "status":"healthy","service":"discord-bot","version":"1.0.0","uptime":
        discord-bot | HEALTHY   | 200 OK | "checks":{"database":"healthy","discord_client":"connected","ticket_channel_manager":"initialized","cleanup_job":"running"},"timestamp":
        discord-bot | DEGRADED  | 503 Service Unavailable | "status":"degraded"
        discord-bot | DEGRADED  | 503 Service Unavailable | "checks":{"database":"healthy","discord_client":"connected","ticket_channel_manager":"initialized","cleanup_job":"stopped"}
        discord-bot | UNHEALTHY | 503 Service Unavailable | "status":"unhealthy"
        discord-bot | UNHEALTHY | 503 Service Unavailable | "checks":{"database":"unhealthy","discord_client":"connected","ticket_channel_manager":"initialized","cleanup_job":"running"}
        """, quoteCharacter = '\'')
    void bot_answersInTheSeedsShape(String service, Mode mode, String status, String fragment) throws IOException {
        homelab.set(service, mode);

        assertThat(ask(service))
                .startsWith("HTTP/1.1 " + status + "\r\n")
                .contains("Content-Type: application/json\r\n", fragment);
    }

    @ParameterizedTest
    @CsvSource({
        "HEALTHY,   'HTTP/1.1 200 OK'",
        "DEGRADED,  'HTTP/1.1 429 Too Many Requests'",
        "UNHEALTHY, 'HTTP/1.1 503 Service Unavailable'",
    })
    void minio_answersByItsCodeAlone(Mode mode, String line) throws IOException {
        homelab.set("minio", mode);

        assertThat(ask("minio")).isEqualTo(line + "\r\nContent-Length: 0\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "HEALTHY,   +PONG",
        "DEGRADED,  -LOADING Redis is loading the dataset in memory",
        "UNHEALTHY, -MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
    })
    void redis_answersPing(Mode mode, String line) throws IOException {
        homelab.set("redis", mode);

        assertThat(ask("redis")).isEqualTo(line + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-bot", "discord-bot", "minio", "redis"})
    void hanging_acceptsAndHoldsUntilSwitched(String service) throws IOException {
        try (Client before = Client.connect(address(service))) {
            assertThat(before.ask()).startsWith(WELL.get(service));
            homelab.set(service, Mode.HANGING);
            try (Client during = Client.connect(address(service))) {
                before.send();
                during.send();
                assertThat(before.hearsNothing()).isTrue();
                assertThat(during.hearsNothing()).isTrue();

                homelab.set(service, Mode.HEALTHY);

                assertThat(before.answer()).startsWith(WELL.get(service));
                assertThat(during.answer()).startsWith(WELL.get(service));
            }
        }
    }

    @Test
    void hanging_manyConnections_holdNoThreads() throws IOException {
        homelab.set("minio", Mode.HANGING);
        List<Client> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                clients.add(Client.connect(address("minio")));
                clients.get(i).send();
            }
            assertThat(clients.get(299).hearsNothing()).isTrue();
            assertThat(threadsOf("minio")).isLessThanOrEqualTo(1);

            homelab.set("minio", Mode.REFUSING);

            for (Client client : clients) {
                assertThat(client.answer()).isEmpty();
            }
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-bot", "discord-bot", "minio", "redis"})
    void refusing_closesThePortAndRepairOpensTheSame(String service) throws IOException {
        for (int round = 0; round < 20; round++) {
            try (Client open = Client.connect(address(service))) {
                assertThat(open.ask()).startsWith(WELL.get(service));

                homelab.set(service, Mode.REFUSING);

                assertThat(open.answer()).isEmpty();
                assertThatThrownBy(() -> Client.connect(address(service))).isInstanceOf(ConnectException.class);
            }
            homelab.set(service, Mode.HEALTHY);
            assertThat(ask(service)).startsWith(WELL.get(service));
        }
    }

    @Test
    void refusing_keepsThePortFromOthers() throws IOException {
        homelab.set("minio", Mode.REFUSING);
        URI address = address("minio");

        try (ServerSocket other = new ServerSocket()) {
            other.setReuseAddress(false);
            assertThatThrownBy(() -> other.bind(new InetSocketAddress(address.getHost(), address.getPort())))
                    .isInstanceOf(BindException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-bot", "discord-bot", "minio", "redis"})
    void slow_answersWellAfterItsDelay(String service) throws IOException {
        homelab.set(service, Mode.SLOW);

        long start = System.nanoTime();
        String answer = ask(service);

        assertThat(answer).startsWith(WELL.get(service));
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SLOWNESS.toNanos());
    }

    @Test
    void everySwitch_fromAnyModeToAnyOther_isReached() throws IOException {
        for (Mode from : Mode.values()) {
            for (Mode to : Mode.values()) {
                homelab.set("redis", from);
                homelab.set("redis", to);
                homelab.set("redis", to);
                assertThat(homelab.mode("redis")).isEqualTo(to);
            }
        }
        homelab.set("redis", Mode.HEALTHY);
        assertThat(ask("redis")).isEqualTo("+PONG\r\n");
    }

    @Test
    void switchingOne_leavesTheOthers() throws IOException {
        homelab.set("stream-bot", Mode.HANGING);
        homelab.set("redis", Mode.REFUSING);

        assertThat(ask("discord-bot")).startsWith(WELL.get("discord-bot"));
        assertThat(ask("minio")).startsWith(WELL.get("minio"));
    }

    @Test
    void addresses_areWhatAMonitorIsPointedAt() {
        assertThat(homelab.addresses().keySet()).containsExactly("stream-bot", "discord-bot", "minio", "redis");
        assertThat(address("stream-bot").getPath()).isEqualTo("/health");
        assertThat(address("minio").getPath()).isEqualTo("/minio/health/live");
        assertThat(address("redis")).hasScheme("redis").hasPath("/0");
        assertThat(homelab.addresses().values())
                .allSatisfy(address -> assertThat(address).hasHost("127.0.0.1"));
    }

    @Test
    void start_onABasePort_takesThePortsThatFollow() throws IOException {
        int base = fiveFreePorts();
        try (Homelab fixed = Homelab.start(base)) {
            assertThat(fixed.control().getPort()).isEqualTo(base);
            assertThat(fixed.addresses().values())
                    .extracting(URI::getPort)
                    .containsExactly(base + 1, base + 2, base + 3, base + 4);
            assertThatThrownBy(() -> Homelab.start(base)).isInstanceOf(IOException.class);
        }
        Homelab.start(base).close();
    }

    @Test
    void set_unknownService_isNamed() {
        assertThatThrownBy(() -> homelab.set("plex", Mode.HEALTHY))
                .hasMessage("Unknown service: plex; there are stream-bot, discord-bot, minio, redis");
    }

    private String ask(String service) throws IOException {
        return Client.ask(address(service));
    }

    private URI address(String service) {
        return homelab.addresses().get(service);
    }

    private static long threadsOf(String service) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("homelab-" + service))
                .count();
    }

    /** Below the range that the system itself hands out. */
    private static int fiveFreePorts() {
        for (int base = 21_000; base < 30_000; base += 5) {
            List<ServerSocket> held = new ArrayList<>();
            try {
                for (int i = 0; i < 5; i++) {
                    held.add(new ServerSocket(base + i));
                }
                return base;
            } catch (IOException taken) {
                // The next five, then.
            } finally {
                held.forEach(HomelabTest::release);
            }
        }
        throw new AssertionError("no five ports in a row are free");
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
