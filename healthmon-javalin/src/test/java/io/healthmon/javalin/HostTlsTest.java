package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.tls.TestCertificates;
import io.healthmon.javalin.tls.Tls;
import io.healthmon.javalin.tls.TlsException;
import io.healthmon.store.InMemoryStore;
import io.healthmon.time.ManualTime;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS in the host itself. */
class HostTlsTest {

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private HealthMonitor monitor;

    @BeforeEach
    void start() {
        monitor = TestMonitor.start(new InMemoryStore());
    }

    @AfterEach
    void stop() {
        monitor.close();
    }

    private HealthMonitorHost host(Tls tls) {
        return HealthMonitorHost.builder(monitor)
                .port(0)
                .tls(tls)
                .config(HealthMonitorConfig.builder().open(true).clock(time).build())
                .timers(time)
                .start();
    }

    private Tls.SelfSigned selfSigned() {
        return new Tls.SelfSigned(folder.resolve("tls"), List.of("monitor.example", "192.0.2.7"));
    }

    private static SSLSocket connect(HealthMonitorHost host, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) TrustAnybody.context().getSocketFactory().createSocket("127.0.0.1", host.port());
        socket.setSoTimeout(10_000);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.startHandshake();
        return socket;
    }

    private static X509Certificate certificate(HealthMonitorHost host) throws IOException {
        try (SSLSocket socket = connect(host)) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static String get(HealthMonitorHost host, String path, String more) throws IOException {
        try (SSLSocket socket = connect(host)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost:" + host.port() + "\r\n" + more
                                    + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void selfSigned_isMadeOnce_forThisMachinesNames_andItsKeyIsTheOwnersAlone() throws Exception {
        X509Certificate first;
        try (HealthMonitorHost host = host(selfSigned())) {
            first = certificate(host);
            assertThat(host.url()).startsWith("https://127.0.0.1:");
            assertThat(get(host, "/health", ""))
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("\r\nStrict-Transport-Security: max-age=31536000\r\n");
            assertThat(get(host, "/api/health/status", "")).as("this machine").startsWith("HTTP/1.1 200");
        }
        assertThat(first.getSubjectAlternativeNames().stream().map(name -> String.valueOf(name.get(1))))
                .contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "monitor.example", "192.0.2.7");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("tls/key.pem"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("tls"))))
                .isEqualTo("rwx------");
        try (var files = Files.list(folder.resolve("tls"))) {
            assertThat(files).hasSize(2);
        }
        first.checkValidity(java.util.Date.from(time.wall()));
        try (HealthMonitorHost again = host(selfSigned())) {
            assertThat(certificate(again)).isEqualTo(first);
        }
    }

    @Test
    void selfSigned_isRenewedAMonthBeforeItsEnd_whileItServes() throws Exception {
        try (HealthMonitorHost host = host(selfSigned())) {
            X509Certificate first = certificate(host);
            time.jumpWall(Duration.ofDays(334));
            time.advance(Duration.ofSeconds(10));
            assertThat(certificate(host)).isEqualTo(first);

            time.jumpWall(Duration.ofDays(2));
            time.advance(Duration.ofSeconds(10));

            await().untilAsserted(() -> assertThat(certificate(host)).isNotEqualTo(first));
            assertThat(certificate(host).getNotAfter().toInstant())
                    .isAfter(time.wall().plus(Duration.ofDays(364)));
        }
    }

    @Test
    void selfSigned_thatIsDamaged_isMadeAnew() throws Exception {
        Files.createDirectories(folder.resolve("tls"));
        Files.writeString(folder.resolve("tls/certificate.pem"), "half a certifi");

        try (HealthMonitorHost host = host(selfSigned())) {
            assertThat(get(host, "/health", "")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void files_thatChange_areServedWithSoon_andBrokenOnesAreNot() throws Exception {
        Path certificate = folder.resolve("c.pem");
        Path key = folder.resolve("k.pem");
        TestCertificates.Pair first = TestCertificates.ec("first.example");
        first.write(certificate, key);
        try (HealthMonitorHost host = host(new Tls.Files(certificate, key))) {
            assertThat(certificate(host)).isEqualTo(first.certificate());

            Files.writeString(certificate, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
            time.advance(Duration.ofSeconds(40));
            assertThat(certificate(host)).isEqualTo(first.certificate());
            Files.delete(certificate);
            time.advance(Duration.ofSeconds(40));
            assertThat(certificate(host)).isEqualTo(first.certificate());

            TestCertificates.Pair second = TestCertificates.rsa("second.example", 2048);
            second.write(certificate, key);
            time.advance(Duration.ofSeconds(10));

            await().untilAsserted(() -> assertThat(certificate(host)).isEqualTo(second.certificate()));
        }
    }

    @Test
    void oldProtocols_areNotSpoken() throws Exception {
        try (HealthMonitorHost host = host(selfSigned())) {
            connect(host, "TLSv1.3").close();
            try (SSLSocket older = connect(host, "TLSv1.2")) {
                assertThat(older.getSession().getCipherSuite())
                        .startsWith("TLS_ECDHE_")
                        .contains("GCM");
            }
            assertThatThrownBy(() -> connect(host, "TLSv1.1")).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void plainHttp_getsNothing() throws Exception {
        try (HealthMonitorHost host = host(selfSigned());
                Socket socket = new Socket("127.0.0.1", host.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP/");
        }
    }

    @Test
    void handshake_thatDoesNotCome_hasTenSeconds() throws Exception {
        try (HealthMonitorHost host = host(selfSigned());
                Socket socket = new Socket("127.0.0.1", host.port())) {
            socket.setSoTimeout(10_000);
            await().until(() -> host.connections() == 1);

            time.advance(Duration.ofSeconds(10));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void files_thatDoNotFit_endTheStart() throws Exception {
        Path certificate = folder.resolve("c.pem");
        Path key = folder.resolve("k.pem");
        TestCertificates.ec("a").write(certificate, folder.resolve("other.pem"));
        TestCertificates.ec("b").write(folder.resolve("other-c.pem"), key);

        assertThatThrownBy(() -> host(new Tls.Files(certificate, key)))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("belongs to none of the certificates");
    }
}
