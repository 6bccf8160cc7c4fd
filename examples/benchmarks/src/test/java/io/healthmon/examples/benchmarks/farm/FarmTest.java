package io.healthmon.examples.benchmarks.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FarmTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Farm farm;

    @BeforeEach
    void start() throws IOException {
        farm = Farm.start(new FarmOptions(4, 2, 2, false, true));
    }

    @AfterEach
    void stop() throws IOException {
        farm.close();
    }

    @Test
    void endpoints_asManyAsAsked_onTheirAddresses() {
        assertThat(farm.endpoints()).hasSize(4).doesNotHaveDuplicates();
        assertThat(farm.endpoints().get(0)).startsWith("127.0.0.1:");
        assertThat(farm.endpoints().get(1)).startsWith("127.0.0.2:");
        assertThat(farm.endpoints())
                .allSatisfy(endpoint ->
                        assertThat(get(endpoint, "/plain/any").body()).isEqualTo("ok"));
    }

    @Test
    void healthy_isTheBodyOfTheSeedsStreamBot_numbered() throws IOException {
        Answer first = get("/healthy/stream-bot");
        Answer second = get("/healthy/stream-bot");

        assertThat(first.code()).isEqualTo(200);
        JsonNode body = JSON.readTree(first.body());
        assertThat(body.fieldNames())
                .toIterable()
                .containsExactly("status", "service", "version", "uptime", "checks", "timestamp");
        assertThat(body.path("status").asText()).isEqualTo("healthy");
        assertThat(body.path("checks").fieldNames())
                .toIterable()
                .containsExactly("database", "oauth_storage", "token_refresh_service", "bot_manager", "served");
        assertThat(body.path("checks").path("served").asLong()).isEqualTo(1);
        assertThat(Instant.parse(body.path("timestamp").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(JSON.readTree(second.body()).path("checks").path("served").asLong())
                .isEqualTo(2);
    }

    @Test
    void degraded_is503WithABody() throws IOException {
        Answer answer = get("/degraded/bot");

        assertThat(answer.code()).isEqualTo(503);
        assertThat(JSON.readTree(answer.body()).path("status").asText()).isEqualTo("degraded");
        assertThat(JSON.readTree(answer.body())
                        .path("checks")
                        .path("token_refresh_service")
                        .asText())
                .isEqualTo("stopped");
    }

    @Test
    void slow_answersLateAndNotSooner() {
        long start = System.nanoTime();

        assertThat(get("/slow-150/bot").code()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(150_000_000L);
    }

    @Test
    void huge_isTenMegabytesOfJson() {
        assertThat(get("/huge/bot").body())
                .hasSizeGreaterThan(Answers.HUGE)
                .startsWith("{")
                .endsWith("}");
    }

    @Test
    void unknownPaths_are404AndOnNobodysPage() {
        for (String path : List.of("/", "/healthy", "/healthy/", "/nonsense/bot", "/slow-x/bot", "/healthy/a/b")) {
            assertThat(get(path).code()).as(path).isEqualTo(404);
        }
        assertThat(farm.ledger().services()).isEmpty();
    }

    @Test
    void hang_readsTheRequestAndNeverAnswers() throws IOException {
        try (Socket socket = connect(farm.endpoints().get(0))) {
            request(socket, "/hang/bot");
            socket.setSoTimeout(200);

            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(farm.ledger().services().get("bot").asked()).isEqualTo(1);
            assertThat(farm.ledger().served()).isZero();
        }
    }

    @Test
    void drip_promisesABodyAndGivesItByteByByte() throws IOException {
        try (Socket socket = connect(farm.endpoints().get(0))) {
            request(socket, "/drip/bot");
            InputStream in = socket.getInputStream();
            String head = readHead(in);

            assertThat(head).contains("200 OK").contains("Content-Length: " + Answers.HUGE);
            assertThat(in.read()).isEqualTo(' ');
            assertThat(in.read()).isEqualTo(' ');
        }
    }

    @Test
    void reset_endsTheConnectionWithoutAnAnswer() throws IOException {
        try (Socket socket = connect(farm.endpoints().get(0))) {
            request(socket, "/reset/bot");

            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void refusing_isAPortWhereNobodyListens() {
        assertThatThrownBy(() -> connect(farm.refusing()).close()).isInstanceOf(ConnectException.class);
    }

    @Test
    void ledger_holdsWhatWasServed_eachNumberOnce() throws IOException {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            // One service is asked on any endpoint, and stays one.
            String endpoint = farm.endpoints().get(i % 4);
            seen.add(JSON.readTree(get(endpoint, "/healthy/bot").body())
                    .path("checks")
                    .path("served")
                    .asLong());
        }
        get("/plain/other");

        // An answer is counted once it is written, which its reader may see first.
        await().until(() -> farm.ledger().served() == 21);
        FarmLedger ledger = farm.ledger();
        assertThat(seen).hasSize(20).contains(1L, 20L);
        assertThat(ledger.services()).containsOnlyKeys("bot", "other");
        assertThat(ledger.services().get("bot")).isEqualTo(new FarmLedger.Entry(20, 20, 0));
        assertThat(farm.arrivals()[0]).isPositive();
    }

    @Test
    void unnumbered_isTheSeedsBodyAlone() throws IOException {
        try (Farm plain = Farm.start(new FarmOptions(1, 1, 1, false, false))) {
            assertThat(JSON.readTree(get(plain.endpoints().get(0), "/healthy/bot")
                                    .body())
                            .path("checks")
                            .has("served"))
                    .isFalse();
        }
    }

    @Test
    void keepAlive_answersASecondRequestOnTheSameConnection_andClosesWhenTold() throws IOException {
        try (Farm kept = Farm.start(new FarmOptions(1, 1, 1, true, true));
                Socket socket = connect(kept.endpoints().get(0))) {
            InputStream in = socket.getInputStream();
            for (int i = 1; i <= 2; i++) {
                request(socket, "/plain/bot");
                assertThat(readHead(in)).contains("200 OK").doesNotContain("close");
                assertThat(new String(in.readNBytes(2), StandardCharsets.US_ASCII))
                        .isEqualTo("ok");
            }
            socket.getOutputStream()
                    .write("GET /plain/bot HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            readHead(in);
            assertThat(in.readAllBytes()).hasSize(2);
        }
    }

    @Test
    void freshConnections_areClosedAfterTheirAnswer() throws IOException {
        try (Socket socket = connect(farm.endpoints().get(0))) {
            request(socket, "/plain/bot");

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("Connection: close")
                    .endsWith("ok");
        }
    }

    @Test
    void requestWithoutEnd_isCutOff() throws IOException {
        try (Socket socket = connect(farm.endpoints().get(0))) {
            assertThatThrownBy(() -> {
                        byte[] line = "X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"
                                .getBytes(StandardCharsets.US_ASCII);
                        for (int i = 0; i < 1_000_000; i++) {
                            socket.getOutputStream().write(line);
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void options_outOfRange_areRefused() {
        assertThatThrownBy(() -> new FarmOptions(0, 1, 1, false, true)).hasMessageContaining("sockets");
        assertThatThrownBy(() -> new FarmOptions(1, 251, 1, false, true)).hasMessageContaining("addresses");
        assertThatThrownBy(() -> new FarmOptions(1, 1, 0, false, true)).hasMessageContaining("threads");
    }

    private record Answer(int code, String body) {}

    private Answer get(String path) {
        return get(farm.endpoints().get(0), path);
    }

    private static Answer get(String endpoint, String path) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://" + endpoint + path).toURL().openConnection();
            int code = connection.getResponseCode();
            try (InputStream body = code < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new Answer(code, new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Socket connect(String endpoint) throws IOException {
        URI uri = URI.create("http://" + endpoint);
        Socket socket = new Socket();
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        return socket;
    }

    private static void request(Socket socket, String path) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).isGreaterThanOrEqualTo(0);
            head.append((char) next);
        }
        return head.toString();
    }
}
