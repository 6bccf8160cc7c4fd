package io.healthmon.internal;

import io.healthmon.alert.AlertKey;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.store.StoreException;
import io.healthmon.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What people say to a monitor in a {@link Simulation}: that they see to an alert, that they want to hear of none, that work is planned. */
final class SimulatedPeople {

    private static final String WHO = "somebody";

    private final Random lot;
    private final ManualTime time;

    SimulatedPeople(Random lot, ManualTime time) {
        this.lot = lot;
        this.time = time;
    }

    /** Somebody says something; what it was. */
    String say(Pipeline pipeline, String service) {
        try {
            return switch (lot.nextInt(4)) {
                case 0, 1 -> acknowledge(pipeline, service);
                case 2 -> silence(pipeline);
                default -> plan(pipeline);
            };
        } catch (StoreException.Unavailable away) {
            return "in vain, the store is away";
        }
    }

    private String acknowledge(Pipeline pipeline, String service) {
        return pipeline.states()
                .service(service)
                .flatMap(status -> status.state().activeAlert())
                .map(alert -> {
                    pipeline.acknowledge(AlertKey.of(alert), WHO, "I see to it");
                    return "sees to " + AlertKey.of(alert);
                })
                .orElse("has nothing to see to");
    }

    private String silence(Pipeline pipeline) {
        ServiceMatcher matcher = matcher();
        Instant from = time.wall().plus(hours(3));
        Instant to = from.plus(hours(30)).plusSeconds(1);
        pipeline.context().silences().add(matcher, WHO, "too loud", from, to);
        return "silences " + matcher + " from " + from + " to " + to;
    }

    private String plan(Pipeline pipeline) {
        ServiceMatcher matcher = matcher();
        Instant from = time.wall().plus(hours(3));
        Instant to = from.plus(hours(20)).plusSeconds(1);
        pipeline.context().maintenance().add("work", matcher, WHO, "planned", new MaintenanceWindow.Once(from, to));
        return "plans work at " + matcher + " from " + from + " to " + to;
    }

    private ServiceMatcher matcher() {
        return switch (lot.nextInt(3)) {
            case 0 -> ServiceMatcher.ALL;
            case 1 -> new ServiceMatcher(List.of("s" + lot.nextInt(5)), Map.of());
            default -> new ServiceMatcher(List.of("s*"), Map.of("team", lot.nextBoolean() ? "red" : "blue"));
        };
    }

    private Duration hours(int most) {
        return Duration.ofSeconds(lot.nextInt(most * 3_600));
    }

    /** All that was said is taken back; the store is there. */
    void takeBack(Pipeline pipeline) {
        ContextKeeper context = pipeline.context();
        context.silences().active().forEach(one -> context.silences().end(one.id(), WHO));
        context.maintenance().active().forEach(one -> context.maintenance().end(one.id(), WHO));
    }
}
