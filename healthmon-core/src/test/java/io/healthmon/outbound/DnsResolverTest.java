package io.healthmon.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.check.ConnectFailures;
import io.healthmon.check.Observation;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import io.healthmon.time.ManualTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DnsResolverTest {

    private final ManualTime time = new ManualTime();
    private final AtomicInteger lookUps = new AtomicInteger();
    private final List<String> lookUpThreads = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final DnsResolver resolver = new DnsResolver(time, time, this::lookUp);

    @AfterEach
    void close() {
        released.countDown();
        resolver.close();
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        lookUps.incrementAndGet();
        lookUpThreads.add(Thread.currentThread().getName());
        if (host.startsWith("stuck")) {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(host);
            }
        }
        if (host.startsWith("slow")) {
            time.advanceMonotonic(DnsResolver.SLOW.plusMillis(1));
        }
        if (host.startsWith("tired")) {
            throw new UnknownHostException(host + (lookUps.get() == 1 ? ": Temporary failure in name resolution" : ""));
        }
        if (host.startsWith("heavy")) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        if (host.startsWith("none")) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.getByAddress(host, new byte[] {10, 0, 0, (byte) lookUps.get()})};
    }

    private List<InetAddress> addresses(String host) throws Exception {
        return resolver.resolve(host).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void lookUp_stuck_delaysNoOtherHost() throws Exception {
        CompletableFuture<?> stuck = resolver.resolve("stuck").toCompletableFuture();
        await().until(() -> lookUps.get() == 1);
        for (int i = 0; i < 50; i++) {
            assertThat(addresses("host-" + i)).hasSize(1);
        }
        assertThat(stuck).isNotDone();
    }

    @Test
    void hosts_onceSlow_areLookedUpApartSoThatTheyStopNobody() throws Exception {
        for (int i = 0; i < DnsResolver.THREADS; i++) {
            addresses("slow-" + i);
        }
        time.advance(DnsResolver.KEEP.plusSeconds(1));
        lookUpThreads.clear();
        addresses("slow-0");
        addresses("new");
        assertThat(lookUpThreads.get(0)).startsWith("healthmon-slow-dns-");
        assertThat(lookUpThreads.get(1)).startsWith("healthmon-dns-");
    }

    @Test
    void callers_ofOneHost_shareOneLookUpAndCannotCancelIt() throws Exception {
        CompletableFuture<List<InetAddress>> first = resolver.resolve("stuck").toCompletableFuture();
        CompletableFuture<List<InetAddress>> second = resolver.resolve("stuck").toCompletableFuture();
        time.advance(Duration.ofHours(1));
        CompletableFuture<List<InetAddress>> muchLater =
                resolver.resolve("stuck").toCompletableFuture();
        first.cancel(true);
        released.countDown();

        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(muchLater.get(10, TimeUnit.SECONDS));
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void answer_isKeptForTenSecondsOfMonotonicTime() throws Exception {
        List<InetAddress> first = addresses("host");
        time.jumpWall(Duration.ofDays(1));
        time.advance(DnsResolver.KEEP);
        assertThat(addresses("host")).isEqualTo(first);

        time.advance(Duration.ofMillis(1));
        assertThat(addresses("host")).isNotEqualTo(first);
        assertThat(lookUps).hasValue(2);
    }

    @Test
    void name_thatDoesNotExist_isAskedForAgainAtOnce() {
        for (int i = 0; i < 2; i++) {
            assertThat(resolver.resolve("none").toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(UnknownHostException.class);
        }
        assertThat(lookUps).hasValue(2);
    }

    private Observation observed(String host) {
        Throwable thrown = resolver.resolve(host)
                .toCompletableFuture()
                .handle((addresses, failure) -> failure)
                .join();
        return ConnectFailures.resolving(thrown, host, Timings.NONE);
    }

    private static Reason reason(Observation observation) {
        return ((Observation.Failure) observation).reason();
    }

    @Test
    void failure_keepsItsCause_soThatMissingNamesTiredServersAndOwnFaultsAreToldApart() {
        assertThat(reason(observed("tired"))).isEqualTo(Reason.DNS_FAILED);
        assertThat(reason(observed("none"))).isEqualTo(Reason.DNS_NXDOMAIN);
        assertThat(observed("heavy")).isInstanceOf(Observation.MonitorFault.class);
    }

    @Test
    void failure_thatTheJvmRepeatsWithoutItsCause_keepsIt() {
        assertThat(reason(observed("tired"))).isEqualTo(Reason.DNS_FAILED);
        assertThat(reason(observed("tired"))).isEqualTo(Reason.DNS_FAILED);
        assertThat(lookUps).hasValue(2);
    }

    @Test
    void herd_ofNewNamesThatNobodyAnswers_delaysAHealthyOneLittle_andIsBounded() {
        for (int i = 0; i < 200; i++) {
            resolver.resolve("stuck-" + i);
        }
        CompletableFuture<?> healthy = resolver.resolve("healthy").toCompletableFuture();
        for (int waves = 1; waves <= 12; waves++) {
            int underWay = waves * DnsResolver.THREADS;
            await().until(() -> lookUps.get() == underWay);
            assertThat(healthy).isNotDone();
            time.advance(DnsResolver.SLOW);
        }
        assertThat(healthy).succeedsWithin(Duration.ofSeconds(10));

        for (int i = 200; i < 300; i++) {
            resolver.resolve("stuck-" + i);
        }
        for (int waves = 0; waves < 20; waves++) {
            time.advance(DnsResolver.SLOW);
        }
        await().until(() -> lookUps.get() == DnsResolver.MOST_THREADS + 1);
        released.countDown();
        await().until(() -> lookUps.get() == 301);
    }

    @Test
    void address_inDigits_needsNoLookUp() throws Exception {
        assertThat(addresses("192.0.2.7")).containsExactly(InetAddress.getByName("192.0.2.7"));
        assertThat(addresses("::1")).containsExactly(InetAddress.getByName("::1"));
        assertThat(resolver.resolve("999.1.1.1").toCompletableFuture()).isCompletedExceptionally();
        assertThat(resolver.resolve(":::").toCompletableFuture()).isCompletedExceptionally();
        assertThat(lookUps).hasValue(0);
    }

    @Test
    void close_endsWhatWaitsAndRefusesTheRest() {
        CompletableFuture<?> stuck = resolver.resolve("stuck").toCompletableFuture();
        resolver.close();
        assertThat(stuck).isCompletedExceptionally();
        assertThat(resolver.resolve("host").toCompletableFuture()).isCompletedExceptionally();
    }
}
