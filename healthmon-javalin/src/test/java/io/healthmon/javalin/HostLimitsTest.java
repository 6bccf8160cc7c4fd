package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.HealthMonitor;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import io.healthmon.time.ManualTime;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that are slow, many or greedy cost themselves their connection, and nobody else an answer. */
class HostLimitsTest {

    private final ManualTime time = new ManualTime();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger held = new AtomicInteger();
    private final List<Socket> sockets = new ArrayList<>();
    private HealthMonitor monitor;
    private HealthMonitorHost host;

    @BeforeEach
    void start() {
        monitor = TestMonitor.start(new InMemoryStore());
        host = HealthMonitorHost.builder(monitor)
                .port(0)
                .config(HealthMonitorConfig.builder()
                        .apiKey("a", Secret.of("the-key"))
                        .clock(time)
                        .build())
                .timers(time)
                .with(javalin -> {
                    javalin.routes.get("/held", ctx -> {
                        held.incrementAndGet();
                        released.await();
                    });
                    javalin.routes.get("/large", ctx -> ctx.result(new byte[50_000_000]));
                    javalin.routes.post("/echo", ctx -> ctx.result(ctx.bodyAsBytes()));
                })
                .start();
    }

    @AfterEach
    void stop() throws IOException {
        released.countDown();
        for (Socket socket : sockets) {
            socket.close();
        }
        host.close();
        monitor.close();
    }

    private Socket open(String begin) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 * 1024);
        socket.connect(new InetSocketAddress("127.0.0.1", host.port()));
        sockets.add(socket);
        socket.setSoTimeout(10_000);
        send(socket, begin);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** What comes until the server closes; what it resets is closed too. */
    private static String rest(Socket socket) {
        StringBuilder text = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int read = in.read(); read >= 0; read = in.read()) {
                text.append((char) read);
            }
        } catch (IOException reset) {
            // As good as closed.
        }
        return text.toString();
    }

    private void connected(int count) {
        await().until(() -> host.connections() == count);
    }

    private void healthAnswers() {
        assertThat(new Client(host.port()).get("/health").status()).isEqualTo(200);
    }

    @Test
    void headers_thatDrip_haveTenSeconds() throws IOException {
        Socket slow = open("GET /health HTTP/1.1\r\n");
        connected(1);

        for (int second = 0; second < 9; second++) {
            time.advance(Duration.ofSeconds(1));
            send(slow, "X-" + second + ": x\r\n");
        }
        assertThat(host.connections()).isEqualTo(1);
        time.advance(Duration.ofSeconds(1));

        assertThat(rest(slow)).isEmpty();
        connected(0);
    }

    @Test
    void connection_thatSaysNothing_hasTenSeconds() throws IOException {
        Socket silent = open("");
        connected(1);

        time.advance(Duration.ofSeconds(10));

        assertThat(rest(silent)).isEmpty();
    }

    @Test
    void keptConnection_servesLongAfterItsFirstTenSeconds() throws IOException {
        Socket kept = open("");
        for (int request = 0; request < 5; request++) {
            send(kept, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(answer(kept)).startsWith("HTTP/1.1 200");
            time.advance(Duration.ofSeconds(8));
        }
        send(kept, "GET /health HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\n\r\n");
        assertThat(rest(kept)).startsWith("HTTP/1.1 200");
    }

    /** One answer, read to its last byte. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\"timestamp\"") < 0 || text.charAt(text.length() - 1) != '}') {
            text.append((char) socket.getInputStream().read());
        }
        return text.toString();
    }

    @Test
    void bodies_thatDrip_holdNoThread_andEndAfterThirtySeconds() throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            slow.add(open("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc"));
        }
        connected(60);

        healthAnswers();
        assertThat(AuthTest.raw(
                        host.port(),
                        "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\nabc");

        // Those whose headers the server had not looked at when time moved have their thirty seconds from then on.
        await().untilAsserted(() -> {
            time.advance(Duration.ofSeconds(15));
            assertThat(host.connections()).isLessThanOrEqualTo(2);
        });
        slow.forEach(socket -> assertThat(rest(socket)).doesNotContain("200 OK"));
    }

    @Test
    void body_thatComesInPieces_isWhole() throws IOException {
        Socket pieces = open(
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (String piece : List.of("3\r\nabc\r\n", "4\r\nd", "efg\r\n", "0\r\n", "\r\n")) {
            connected(1);
            send(pieces, piece);
        }

        assertThat(rest(pieces)).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nabcdefg");
    }

    @Test
    void body_inChunksWithoutEnd_is413AfterSixtyFourKilobytes() throws IOException {
        Socket greedy = open("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
        String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";
        for (int i = 0; i < 16; i++) {
            send(greedy, chunk);
        }
        send(greedy, "1\r\nx\r\n");

        assertThat(rest(greedy)).startsWith("HTTP/1.1 413").contains("{\"error\":\"", "65536");
    }

    @Test
    void body_announcedTooLarge_is413WithoutAByteOfIt() throws IOException {
        Socket greedy = open(
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\nExpect: 100-continue\r\n\r\n");

        assertThat(rest(greedy)).startsWith("HTTP/1.1 413").contains("{\"error\":\"");
    }

    @Test
    void connections_beyondAThousand_takeThePlaceOfTheOldest() throws IOException {
        Socket first = open("GET ");
        connected(1);
        for (int i = 0; i < 999; i++) {
            open("GET ");
        }
        connected(1_000);

        for (int i = 0; i < 20; i++) {
            healthAnswers();
        }
        open("GET ");

        assertThat(rest(first)).isEmpty();
        assertThat(host.connections()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void requests_moreThanThreadsAndPlaces_are503_andHealthAnswersAllTheSame() {
        Client client = new Client(host.port());
        List<CompletableFuture<Client.Reply>> asked = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            asked.add(client.sendAsync(client.request("/held").GET()));
        }
        await().until(() -> asked.stream().anyMatch(CompletableFuture::isDone));

        healthAnswers();
        assertThat(client.get("/api/health").status()).isEqualTo(200);
        released.countDown();

        long busy = 0;
        for (CompletableFuture<Client.Reply> reply : asked) {
            if (reply.join().status() == 503) {
                busy++;
                assertThat(reply.join().header("Retry-After")).isEqualTo("1");
                assertThat(reply.join().json().get("error").textValue()).isNotBlank();
            } else {
                assertThat(reply.join().status()).isEqualTo(200);
            }
        }
        assertThat(busy).isPositive();
        assertThat(held.get()).isEqualTo(600 - busy);
    }

    @Test
    void answers_thatNobodyReads_holdNoThread_andEndTheConnection() throws IOException {
        for (int i = 0; i < 30; i++) {
            open("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2_000));
        }
        healthAnswers();
        Socket large = open("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await().untilAsserted(() -> {
            time.advance(Duration.ofSeconds(20));
            assertThat(host.connections()).isLessThanOrEqualTo(1);
        });
        assertThat(rest(large).length()).isLessThan(50_000_000);
    }
}
