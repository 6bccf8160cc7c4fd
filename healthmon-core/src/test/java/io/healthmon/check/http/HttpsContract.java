package io.healthmon.check.http;

import static io.healthmon.check.http.HostileServer.ok;
import static io.healthmon.check.http.HostileServer.redirect;
import static io.healthmon.check.http.HostileServer.sending;
import static io.healthmon.check.http.HttpHarness.text;
import static io.healthmon.check.http.HttpHarness.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.check.Reason;
import io.healthmon.target.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link HttpProbe} makes of TLS. */
abstract class HttpsContract extends HttpProbeFixture {

    private static final Tls INSECURE = new Tls(Optional.empty(), true);

    @TempDir
    static Path directory;

    private static TestCertificate valid;

    @BeforeAll
    static void makeCertificate() throws Exception {
        valid = TestCertificate.valid(directory);
    }

    private static HttpSpec https(HostileServer server) {
        return HttpSpec.get("https://127.0.0.1:" + server.port() + "/health");
    }

    @Test
    void certificate_selfSigned_isNotTrusted() throws Exception {
        try (HostileServer server = new HostileServer(valid.listener(), sending(ok("fine")))) {
            assertThat(unknown(harness.check(https(server)), Reason.TLS_HANDSHAKE))
                    .isEqualTo("the TLS handshake with 127.0.0.1:" + server.port()
                            + " failed: its certificate is not signed by an authority that is trusted here");
        }
    }

    @Test
    void certificate_ofConfiguredCa_isTrusted() throws Exception {
        try (HostileServer server = new HostileServer(valid.listener(), sending(ok("fine")))) {
            HttpSpec spec = https(server).withTls(new Tls(Optional.of(valid.pem()), false));

            assertThat(text(harness.check(spec))).isEqualTo("fine");
        }
    }

    @Test
    void ca_replacedByAnother_isReadAgain(@TempDir Path apart) throws Exception {
        Path ca = apart.resolve("ca.pem");
        Files.copy(TestCertificate.forAnotherName(apart).pem(), ca);
        try (HostileServer server = new HostileServer(valid.listener(), sending(ok("fine")))) {
            HttpSpec spec = https(server).withTls(new Tls(Optional.of(ca), false));
            unknown(harness.check(spec), Reason.TLS_HANDSHAKE);

            Files.copy(valid.pem(), ca, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(ca, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
            assertThat(text(harness.check(spec))).isEqualTo("fine");
        }
    }

    @Test
    void certificate_forAnotherName_isRefusedUnlessInsecure() throws Exception {
        TestCertificate other = TestCertificate.forAnotherName(directory);
        try (HostileServer server = new HostileServer(other.listener(), sending(ok("fine")))) {
            HttpSpec trusted = https(server).withTls(new Tls(Optional.of(other.pem()), false));

            assertThat(unknown(harness.check(trusted), Reason.TLS_HANDSHAKE))
                    .endsWith("its certificate is for another name");
            assertThat(text(harness.check(https(server).withTls(INSECURE)))).isEqualTo("fine");
        }
    }

    @Test
    void certificate_expired_isRefusedUnlessInsecure() throws Exception {
        TestCertificate expired = TestCertificate.expired(directory);
        try (HostileServer server = new HostileServer(expired.listener(), sending(ok("fine")))) {
            HttpSpec trusted = https(server).withTls(new Tls(Optional.of(expired.pem()), false));

            assertThat(unknown(harness.check(trusted), Reason.TLS_HANDSHAKE)).endsWith("its certificate has expired");
            assertThat(text(harness.check(https(server).withTls(INSECURE)))).isEqualTo("fine");
        }
    }

    @Test
    void ca_missingOrNoCertificate_saysSo() throws Exception {
        Path missing = directory.resolve("missing.pem");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        Path junk = Files.writeString(directory.resolve("junk.pem"), "-----BEGIN CERTIFICATE-----\nnope\n");
        for (Path ca : new Path[] {missing, empty, junk}) {
            HttpSpec spec = HttpSpec.get("https://127.0.0.1:1/").withTls(new Tls(Optional.of(ca), false));

            assertThat(unknown(harness.check(spec), Reason.TLS_HANDSHAKE)).startsWith("the CA file " + ca);
        }
    }

    @Test
    void server_withoutTls_isUnknown() throws Exception {
        try (HostileServer server = new HostileServer(connection -> {
            connection.send("HTTP/1.1 400 Bad Request\r\n\r\n");
            connection.close();
        })) {
            assertThat(unknown(harness.check(https(server)), Reason.TLS_HANDSHAKE))
                    .endsWith("it does not speak TLS on this port");
        }
    }

    @Test
    void handshake_reset_isUnknown() throws Exception {
        try (HostileServer server = new HostileServer(HostileServer.Connection::reset)) {
            unknown(harness.check(https(server)), Reason.TLS_HANDSHAKE);
        }
    }

    @Test
    void handshake_stalled_isUnknownAndTheConnectionClosed() throws Exception {
        try (HostileServer server = new HostileServer(connection -> {})) {
            unknown(
                    harness.check(https(server), Duration.ofSeconds(4)),
                    tellsPhases() ? Reason.TIMEOUT_TLS : Reason.TIMEOUT_CONNECT);

            await().untilAsserted(() -> assertThat(server.left()).isEqualTo(1));
        }
    }

    @Test
    void secrets_redirectFromHttpsToHttp_areNotSent() throws Exception {
        try (HostileServer plain = HostileServer.answering(ok("plain"));
                HostileServer secure = new HostileServer(valid.listener(), sending(redirect(302, plain.url())))) {
            HttpSpec spec = HttpSpec.get("https://user:pw@127.0.0.1:" + secure.port() + "/")
                    .withHeader("X-Token", Secret.of("abc"))
                    .withTls(INSECURE);

            assertThat(text(harness.check(spec))).isEqualTo("plain");

            assertThat(secure.requests().get(0)).contains("Authorization: Basic", "X-Token: abc");
            assertThat(plain.requests().get(0)).doesNotContain("Authorization", "X-Token");
        }
    }
}
