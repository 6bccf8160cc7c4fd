package io.healthmon.check.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.check.CheckHarness;
import io.healthmon.check.CheckRequest;
import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Observation;
import io.healthmon.check.Options;
import io.healthmon.check.Reason;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.outbound.Resolver;
import io.healthmon.target.CheckSpec;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.Timers;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** The HTTP checker over a probe, as a monitor would run it. */
final class HttpHarness {

    private HttpHarness() {}

    static CheckHarness over(Function<CheckerContext, HttpProbe> probe) {
        return new CheckHarness(new Provider(context -> new HttpChecker(context, probe.apply(context))));
    }

    static CheckHarness over(Function<CheckerContext, HttpProbe> probe, Resolver resolver) {
        return over(probe, OutboundDoor.over(MonitorClock.system(), resolver, OutboundPolicy.HOMELAB));
    }

    static CheckHarness over(Function<CheckerContext, HttpProbe> probe, OutboundDoor door) {
        return new CheckHarness(new Provider(context -> {
            CheckerContext other = new OtherDoor(context, door);
            return new HttpChecker(other, probe.apply(other));
        }));
    }

    static Observation.Answer answer(Observation observation) {
        assertThat(observation).isInstanceOf(Observation.Answer.class);
        return (Observation.Answer) observation;
    }

    static String text(Observation observation) {
        return new String(answer(observation).body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The failure's sentence. */
    static String unknown(Observation observation, Reason reason) {
        return failure(observation, HealthStatus.UNKNOWN, reason);
    }

    /** The failure's sentence. */
    static String unhealthy(Observation observation, Reason reason) {
        return failure(observation, HealthStatus.UNHEALTHY, reason);
    }

    private static String failure(Observation observation, HealthStatus status, Reason reason) {
        assertThat(observation).isInstanceOf(Observation.Failure.class);
        Observation.Failure failure = (Observation.Failure) observation;
        assertThat(failure.reason()).as(failure.message()).isEqualTo(reason);
        assertThat(failure.status()).isEqualTo(status);
        return failure.message();
    }

    private record Provider(Function<CheckerContext, Checker> checkers) implements CheckerProvider {
        @Override
        public String type() {
            return HttpSpec.TYPE;
        }

        @Override
        public CheckSpec spec(Options options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Checker checker(CheckerContext context) {
            return checkers.apply(context);
        }
    }

    private record OtherDoor(CheckerContext context, OutboundDoor door) implements CheckerContext {
        @Override
        public MonitorClock clock() {
            return context.clock();
        }

        @Override
        public Timers timers() {
            return context.timers();
        }

        @Override
        public Executor executor() {
            return context.executor();
        }

        @Override
        public StorePing ownStore() {
            return context.ownStore();
        }

        @Override
        public CompletionStage<Observation> blocking(CheckRequest request, Callable<Observation> work) {
            return context.blocking(request, work);
        }
    }
}
