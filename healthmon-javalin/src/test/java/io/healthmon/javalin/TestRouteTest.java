package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;
import io.healthmon.check.custom.ProbeResult;
import io.healthmon.javalin.Client.Reply;
import io.healthmon.store.InMemoryStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code POST /api/health/test}: one check, however many ask; no server thread waits for it. */
class TestRouteTest {

    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger checks = new AtomicInteger();

    private ProbeResult hanging() throws InterruptedException {
        checks.incrementAndGet();
        answer.await();
        return ProbeResult.healthy();
    }

    @Test
    void test_manyAtOnce_joinOneCheckAndLeaveTheServerFree() throws Exception {
        try (HealthMonitor monitor =
                        TestMonitor.start(new InMemoryStore(), TestMonitor.target("slow", true, this::hanging));
                HealthMonitorHost host =
                        HealthMonitorHost.builder(monitor).port(0).start()) {
            Client client = new Client(host.port());
            List<CompletableFuture<Reply>> replies = IntStream.range(0, 60)
                    .mapToObj(i -> client.sendAsync(
                            client.request("/api/health/test/slow").POST(BodyPublishers.noBody())))
                    .toList();
            await().until(() -> checks.get() == 1);

            // More requests wait than the server has threads, and it still answers.
            assertThat(client.get("/health").status()).isEqualTo(200);
            assertThat(replies).noneMatch(CompletableFuture::isDone);

            answer.countDown();
            for (CompletableFuture<Reply> reply : replies) {
                assertThat(reply.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
            }
            // Requests that came in after the first check ended start another; all that overlapped shared it.
            assertThat(checks.get()).isLessThan(60);
            assertThat(client.get("/api/health/history").json().get("count").intValue())
                    .isEqualTo(checks.get());
        }
    }

    @Test
    void test_targetThatHangs_isAnsweredAtItsTimeout() {
        HealthTarget target = HealthTarget.custom("hanging", this::hanging)
                .interval(Duration.ofDays(30))
                .timeout(Duration.ofMillis(100))
                .build();
        try (HealthMonitor monitor = TestMonitor.start(new InMemoryStore(), target);
                HealthMonitorHost host =
                        HealthMonitorHost.builder(monitor).port(0).start()) {
            Reply reply = new Client(host.port()).post("/api/health/test/hanging");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().get("result").get("status").textValue()).isEqualTo("unhealthy");
            assertThat(reply.json().get("result").get("reason").textValue()).isEqualTo("timeout");
        }
    }

    @Test
    void test_monitorFault_is503WithASentence() {
        HealthTarget target = TestMonitor.target("faulty", true, () -> {
            throw new java.io.IOException("Too many open files");
        });
        try (HealthMonitor monitor = TestMonitor.start(new InMemoryStore(), target);
                HealthMonitorHost host =
                        HealthMonitorHost.builder(monitor).port(0).start()) {
            Client client = new Client(host.port());
            Reply reply = client.post("/api/health/test/faulty");

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.json().get("error").textValue()).startsWith("The monitor itself failed at this check: ");
            assertThat(client.get("/api/health/history").json().get("count").intValue())
                    .isZero();
        }
    }
}
