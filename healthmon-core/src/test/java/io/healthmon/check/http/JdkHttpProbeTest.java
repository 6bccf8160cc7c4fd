package io.healthmon.check.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.check.CheckerContext;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.time.MonitorClock;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkHttpProbeTest extends HttpProbeContract {

    @Override
    public HttpProbe probe(CheckerContext context) {
        return new JdkHttpProbe(context.clock(), context.door());
    }

    @Override
    public boolean tellsPhases() {
        return false;
    }

    @Test
    void clients_manyTimeouts_areFewAndNeverMoreThanTheBound() throws UnusableCaException {
        try (JdkClients clients = new JdkClients()) {
            for (int millis = 8_192; millis < 9_216; millis++) {
                clients.client(Duration.ofMillis(millis), Tls.DEFAULT);
            }
            assertThat(clients.size()).isEqualTo(1);

            for (int i = 0; i < 2 * JdkClients.MAX_CLIENTS; i++) {
                clients.client(distinct(i), new Tls(Optional.empty(), true));
            }
            assertThat(clients.size()).isEqualTo(JdkClients.MAX_CLIENTS);
        }
    }

    /** Of eight per doubling, the {@code i}th that is not rounded to another. */
    private static Duration distinct(int i) {
        return Duration.ofMillis((8L + i % 8) << i / 8);
    }

    @Test
    void client_thatIsUsed_isNotTheOneThatGivesWay() throws UnusableCaException {
        try (JdkClients clients = new JdkClients()) {
            HttpClient used = clients.client(Duration.ofHours(1), Tls.DEFAULT);
            for (int i = 0; i < 2 * JdkClients.MAX_CLIENTS; i++) {
                clients.client(distinct(i), Tls.DEFAULT);
                assertThat(clients.client(Duration.ofHours(1), Tls.DEFAULT)).isSameAs(used);
            }
        }
    }

    @Test
    void trust_ofOneFile_isReadOnce(@TempDir Path directory) throws Exception {
        Tls tls = new Tls(Optional.of(TestCertificate.valid(directory).pem()), false);
        TlsContexts contexts = new TlsContexts();
        assertThat(contexts.of(tls)).isSameAs(contexts.of(tls));
    }

    @Test
    void close_endsWhatIsUnderWay() throws Exception {
        try (HostileServer silent = new HostileServer(HostileServer.Connection::readRequest)) {
            OutboundDoor door = OutboundDoor.over(
                    MonitorClock.system(),
                    host -> CompletableFuture.completedFuture(List.of(InetAddress.getLoopbackAddress())),
                    OutboundPolicy.HOMELAB);
            JdkHttpProbe probe = new JdkHttpProbe(MonitorClock.system(), door);
            HttpSpec spec = HttpSpec.get(silent.url());
            HttpProbe.Exchange exchange = probe.start(
                    new HttpExchangeRequest(
                            spec.firstHop(),
                            spec,
                            door.admit(spec.firstHop().destination())
                                    .toCompletableFuture()
                                    .join(),
                            Duration.ofSeconds(5)),
                    phase -> {});
            await().until(() -> silent.requests().size() == 1);
            probe.close();
            await().until(() -> silent.left() == 1);
            assertThat(exchange.result().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @ParameterizedTest
    @CsvSource({",,false", "0,,true", "0,30,true", "30,0,false", ",0,true", "-1,,false"})
    void jvm_toldToForgetNamesAtOnce_isWarnedOf(String security, String system, boolean off) {
        assertThat(JvmNameCache.off(security, system)).isEqualTo(off);
    }

    @Test
    void connectTimeout_coarse_isAtMostAnEighthShorter() {
        for (int millis = 1; millis < 100_000; millis += 7) {
            long coarse = JdkClients.coarse(Duration.ofMillis(millis)).toMillis();
            assertThat(coarse).isBetween(millis - millis / 8L - 1, (long) millis);
        }
    }
}
