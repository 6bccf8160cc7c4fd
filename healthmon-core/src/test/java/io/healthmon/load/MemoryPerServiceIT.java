package io.healthmon.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;
import io.healthmon.MonitorListener;
import io.healthmon.check.CheckRequest;
import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Observation;
import io.healthmon.check.Options;
import io.healthmon.check.Timings;
import io.healthmon.store.ForwardingStore;
import io.healthmon.store.ForwardingWriter;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.StoreWriter;
import io.healthmon.target.CheckSpec;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What the core holds of each service, its database left out: the target, its slot, its state with stream-bot's body, and the
 * counts of its day. Prints the figure. {@code -Dhealthmon.load.services=100000} says of how many; the build takes 20,000.
 */
class MemoryPerServiceIT {

    private static final int SERVICES = Integer.getInteger("healthmon.load.services", 20_000);
    private static final Duration INTERVAL = Duration.ofMillis(Math.max(2_000, SERVICES / 5));
    private static final long MOST_BYTES = 4_000;

    @Test
    void service_withStreamBotsBody_isSmall() throws Exception {
        long before = usedAfterGc();
        Seen seen = new Seen();
        HealthMonitor.Builder builder =
                HealthMonitor.builder().store(new NowhereStore()).listener(seen).checker(new StreamBots());
        for (int i = 0; i < SERVICES; i++) {
            builder.target(HealthTarget.http("stream-bot-" + i, "http://stream-bot-" + i + ":5000/health")
                    .interval(INTERVAL)
                    .timeout(INTERVAL.dividedBy(2))
                    .build());
        }
        try (HealthMonitor monitor = builder.start()) {
            assertThat(seen.all.await(INTERVAL.toSeconds() * 4 + 20, TimeUnit.SECONDS))
                    .isTrue();
            seen.services.clear();
            long bytes = (usedAfterGc() - before) / SERVICES;
            System.out.printf(
                    "%d services: %d bytes each, %d MB together%n", SERVICES, bytes, bytes * SERVICES / 1_000_000);

            assertThat(monitor.view().services()).hasSize(SERVICES);
            assertThat(bytes).as("bytes per service").isLessThan(MOST_BYTES);
        }
    }

    private static long usedAfterGc() {
        long used = Long.MAX_VALUE;
        // What falls to the first collection only then frees what it held.
        for (int i = 0; i < 3; i++) {
            System.gc();
            used = Math.min(
                    used,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }

    private static final class Seen implements MonitorListener {
        private final Set<String> services = ConcurrentHashMap.newKeySet();
        private final CountDownLatch all = new CountDownLatch(SERVICES);

        @Override
        public void onStep(RecordedStep step) {
            if (all.getCount() > 0 && services.add(step.step().service())) {
                all.countDown();
            }
        }
    }

    /** Every service answers at once, as stream-bot does. */
    private static final class StreamBots implements CheckerProvider, Checker {

        @Override
        public CompletionStage<Observation> check(CheckRequest request) {
            return CompletableFuture.completedFuture(new Observation.Answer(
                    200, Optional.of("application/json"), CheckCostIT.BODY, false, Timings.NONE));
        }

        @Override
        public boolean nonBlocking() {
            return true;
        }

        @Override
        public String type() {
            return "http";
        }

        @Override
        public CheckSpec spec(Options options) {
            throw new UnsupportedOperationException("targets are made in code");
        }

        @Override
        public Checker checker(CheckerContext context) {
            return this;
        }
    }

    /** Takes everything and keeps nothing, as a database would as far as our memory goes. */
    private static final class NowhereStore extends ForwardingStore {

        NowhereStore() {
            super(new InMemoryStore());
        }

        @Override
        public StoreWriter openWriter(UUID origin) {
            return new ForwardingWriter(super.openWriter(origin)) {
                @Override
                public List<RecordedStep> commit(List<NumberedStep> steps) {
                    return steps.stream()
                            .map(numbered ->
                                    new RecordedStep(numbered.step(), OptionalLong.of(1), OptionalLong.empty()))
                            .toList();
                }
            };
        }
    }
}
