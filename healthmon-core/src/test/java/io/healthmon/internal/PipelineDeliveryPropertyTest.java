package io.healthmon.internal;

import static io.healthmon.internal.ManualChecks.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.internal.FlakyStore.Mood;
import io.healthmon.internal.Receiver.Fault;
import io.healthmon.notify.Channel;
import io.healthmon.notify.ChannelOptions;
import io.healthmon.notify.Channels;
import io.healthmon.notify.Delivery;
import io.healthmon.notify.Notification;
import io.healthmon.notify.Notification.Kind;
import io.healthmon.store.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever store, channels and process do, and whenever the process dies: what was recorded arrives or is given up, a resolve never comes
 * before its trigger or without it, and what comes twice comes by the same key.
 */
class PipelineDeliveryPropertyTest {

    private static final HealthTarget[] SERVICES = Stream.of("a", "b", "c", "d", "e", "f")
            .map(name -> target(name).critical(name.equals("f")).build())
            .toArray(HealthTarget[]::new);

    @Property(tries = 300)
    void whatIsRecorded_arrivesOrIsGivenUp_inOrder_andTwiceByTheSameKeyAlone(@ForAll long seed) throws IOException {
        Run run = new Run(seed);
        try {
            run.live();
            run.settle();
            run.verify();
        } finally {
            run.end();
        }
    }

    /** One life of store, receivers and processes. */
    private static final class Run {
        private final Random lot;
        private final Path folder;
        private final FlakyStore store = new FlakyStore();
        private final Map<String, Receiver> receivers = new LinkedHashMap<>();
        private final List<Step> recorded = new ArrayList<>();
        private Mood mood = Mood.FINE;
        private PipelineHarness monitor;
        private boolean crashed;

        Run(long seed) throws IOException {
            lot = new Random(seed);
            folder = Files.createTempDirectory("spool");
            receivers.put("mail", new Receiver(false));
            receivers.put("pager", new Receiver(true));
            List<Channel> channels = receivers.entrySet().stream()
                    .map(each -> new Channel(each.getKey(), each.getValue(), ChannelOptions.DEFAULT))
                    .toList();
            store.be(() -> mood);
            store.journal(recorded::add);
            monitor = PipelineHarness.setup()
                    .store(store)
                    .spool(folder)
                    .channels(new Channels(channels, List.of()))
                    .seed(seed)
                    .start(SERVICES);
        }

        private void live() {
            for (int i = 0; i < 80; i++) {
                switch (lot.nextInt(16)) {
                    case 0, 1 -> mood = Mood.values()[lot.nextInt(3)];
                    case 2, 3, 4 -> fault();
                    case 5 -> crash();
                    case 6 -> monitor.advance(Duration.ofSeconds(lot.nextInt(40)));
                    case 7 -> everyoneIs(HealthStatus.UNHEALTHY);
                    case 8 -> everyoneIs(HealthStatus.HEALTHY);
                    default -> checkOne();
                }
            }
        }

        private void fault() {
            Receiver one = List.copyOf(receivers.values()).get(lot.nextInt(receivers.size()));
            // A refusal loses what is recorded, by its meaning: seldom, lest nothing else is seen.
            one.meet(Fault.values()[lot.nextInt(lot.nextInt(8) == 0 ? 6 : 5)]);
        }

        private void checkOne() {
            String service = SERVICES[lot.nextInt(SERVICES.length)].name();
            monitor.checks.answer(service, HealthStatus.values()[lot.nextInt(4)]);
            monitor.pipeline.checkNow(service);
            for (int tasks = lot.nextInt(30); tasks > 0; tasks--) {
                monitor.lanes.step();
            }
            monitor.advance(Duration.ofMillis(lot.nextInt(1_500)));
        }

        private void everyoneIs(HealthStatus status) {
            for (HealthTarget target : SERVICES) {
                monitor.checks.answer(target.name(), status);
                monitor.pipeline.checkNow(target.name());
            }
            for (int tasks = lot.nextInt(60); tasks > 0; tasks--) {
                monitor.lanes.step();
            }
        }

        private void crash() {
            for (int tasks = lot.nextInt(12); tasks > 0; tasks--) {
                monitor.lanes.step();
            }
            crashed = true;
            monitor = monitor.restarted().seed(lot.nextLong()).start(SERVICES);
        }

        /** All is well again, for long enough. */
        private void settle() {
            mood = Mood.FINE;
            receivers.values().forEach(receiver -> receiver.meet(Fault.NONE));
            monitor.advance(Duration.ofMinutes(12));
            everyoneIs(HealthStatus.HEALTHY);
            monitor.advance(Duration.ofMinutes(12));
            monitor.flush();
            monitor.advance(Duration.ofMinutes(1));
        }

        private void verify() {
            assertThat(store.pending()).isEmpty();
            Map<String, Delivery.Outcome> outcomes = new HashMap<>();
            recorded.stream()
                    .flatMap(step -> step.deliveries().stream())
                    .filter(its -> its.outcome().ends())
                    .forEach(its -> outcomes.merge(
                            its.key(),
                            its.outcome(),
                            (before, after) -> before == Delivery.Outcome.SENT ? before : after));
            Map<String, Notification> all = new LinkedHashMap<>();
            recorded.stream()
                    .flatMap(step -> step.notifications().stream())
                    .forEach(its ->
                            assertThat(all.put(its.key(), its)).as(its.key()).isNull());
            receivers.forEach((name, receiver) -> verify(name, receiver, outcomes, all));
        }

        private void verify(
                String channel,
                Receiver receiver,
                Map<String, Delivery.Outcome> outcomes,
                Map<String, Notification> all) {
            Map<String, Integer> first = new HashMap<>();
            for (int i = 0; i < receiver.ledger().size(); i++) {
                first.putIfAbsent(receiver.ledger().get(i).key(), i);
            }
            assertThat(all.keySet()).as("only what is recorded is told").containsAll(first.keySet());
            Map<String, Set<String>> triggers = new HashMap<>();
            Set<String> dropped = new HashSet<>();
            all.values().stream().filter(its -> its.channel().equals(channel)).forEach(its -> {
                assertThat(outcomes).containsKey(its.key());
                if (outcomes.get(its.key()) == Delivery.Outcome.SENT) {
                    assertThat(first).containsKey(its.key());
                }
                if (its.kind() == Kind.TRIGGERED) {
                    triggers.computeIfAbsent(its.alertKey(), key -> new HashSet<>())
                            .add(its.key());
                    if (outcomes.get(its.key()) == Delivery.Outcome.DROPPED) {
                        assertThat(receiver.keepsAlerts() && !first.containsKey(its.key()))
                                .as("a trigger is dropped only where it would open what is over: " + its.key())
                                .isTrue();
                        dropped.add(its.alertKey());
                    } else {
                        assertThat(outcomes.get(its.key())).isIn(Delivery.Outcome.SENT, Delivery.Outcome.DEAD);
                    }
                }
            });
            all.values().stream()
                    .filter(its -> its.channel().equals(channel) && its.kind() == Kind.RESOLVED)
                    .forEach(resolve -> {
                        assertThat(triggers.get(resolve.alertKey()))
                                .as("each resolve has its one trigger")
                                .hasSize(1);
                        String trigger =
                                triggers.get(resolve.alertKey()).iterator().next();
                        Integer told = first.get(resolve.key());
                        if (dropped.remove(resolve.alertKey())) {
                            assertThat(outcomes.get(resolve.key())).isEqualTo(Delivery.Outcome.DROPPED);
                        }
                        if (told != null) {
                            assertThat(first.get(trigger))
                                    .as(resolve.key())
                                    .isNotNull()
                                    .isLessThan(told);
                        } else if (!receiver.keepsAlerts()) {
                            assertThat(outcomes.get(resolve.key())).isNotEqualTo(Delivery.Outcome.SENT);
                            assertThat(outcomes.get(trigger) == Delivery.Outcome.SENT
                                            && outcomes.get(resolve.key()) == Delivery.Outcome.DROPPED)
                                    .as("a resolve is dropped only where its trigger is")
                                    .isFalse();
                        }
                    });
            assertThat(dropped).as("dropped, and not over").isEmpty();
            if (receiver.keepsAlerts()
                    && !crashed
                    && outcomes.values().stream().noneMatch(Delivery.Outcome.DEAD::equals)) {
                assertThat(receiver.open()).as("nothing stays open there").isEmpty();
            }
        }

        private void end() throws IOException {
            monitor.restarted();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                    Files.delete(file);
                }
            }
        }
    }
}
