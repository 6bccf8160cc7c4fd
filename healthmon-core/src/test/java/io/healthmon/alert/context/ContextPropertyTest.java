package io.healthmon.alert.context;

import static io.healthmon.alert.context.Village.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertKey;
import io.healthmon.alert.CronReader;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.MaintenanceWindow.Once;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.Suppression;
import io.healthmon.alert.Transition;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.target.Thresholds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever surrounds services, and in whatever order they are checked: no resolve is lost, and no alert for good. */
class ContextPropertyTest {

    private static final int INTERVAL = 30;
    private static final int ROUNDS = 40;

    /** Rounds at the end in which everything is as it was in the first of them. */
    private static final int STEADY = 10;

    private final Map<String, HealthTarget> targets = new HashMap<>();

    private Village village(Random random, List<String> names) {
        Village village = new Village();
        List<HealthTarget.Builder> builders = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            List<String> parents = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                if (random.nextInt(4) == 0) {
                    parents.add(names.get(j));
                }
            }
            builders.add(service(names.get(i), parents.toArray(String[]::new))
                    .thresholds(new Thresholds(1 + random.nextInt(3), 1 + random.nextInt(2), random.nextInt(4))));
        }
        targets.clear();
        builders.forEach(builder -> targets.put(builder.build().name(), builder.build()));
        List<String> canaries = random.nextInt(3) > 0
                ? List.of()
                : names.stream().filter(name -> random.nextInt(3) == 0).toList();
        List<MaintenanceWindow> windows = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            long end = 1 + random.nextInt((ROUNDS - STEADY) * INTERVAL);
            windows.add(new MaintenanceWindow(
                    UUID.randomUUID(),
                    "w" + i,
                    new ServiceMatcher(List.of(names.get(random.nextInt(names.size()))), Map.of()),
                    "",
                    "",
                    Village.NOON,
                    new Once(Village.at(end - 1 - random.nextInt(400)), Village.at(end))));
        }
        return village.with(builders.toArray(HealthTarget.Builder[]::new))
                .in(new AlertContext(
                        MaintenancePlan.of(windows, CronReader.NONE), Silences.NONE, canaries, 1 + random.nextInt(3)));
    }

    private static CheckResult check(Random random, List<String> names, String name, long at, HealthStatus status) {
        if (status == HealthStatus.UNHEALTHY && random.nextInt(3) == 0) {
            List<String> complained = names.stream()
                    .filter(other -> random.nextInt(names.size()) == 0)
                    .toList();
            if (!complained.isEmpty()) {
                return Village.complaint(name, at, complained.toArray(String[]::new));
            }
        }
        return Village.result(name, at, status);
    }

    @Property(tries = 1_000)
    void alerts_areResolvedOnce_andNoneIsLostForGood(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> names = List.of("a", "b", "c", "d", "e", "f");
        Village village = village(random, names);
        Map<String, HealthStatus> statuses = new HashMap<>();
        names.forEach(name -> statuses.put(name, HealthStatus.HEALTHY));
        for (int round = 0; round < ROUNDS; round++) {
            boolean steady = round > ROUNDS - STEADY;
            for (int i = 0; i < names.size(); i++) {
                String name = names.get((i * 5 + round) % names.size());
                if (!steady && random.nextInt(5) == 0) {
                    statuses.put(name, HealthStatus.values()[random.nextInt(HealthStatus.values().length)]);
                }
                if (!steady && random.nextInt(12) == 0) {
                    continue; // the monitor could not check it
                }
                village.judge(check(random, names, name, round * INTERVAL + i * 4L, statuses.get(name)));
            }
        }
        eachAlertHasOneLife(village);
        for (String name : names) {
            if (mustBeKnown(statuses.get(name), targets.get(name))) {
                assertThat(village.alert(name).isPresent() || isListed(village, name))
                        .as(
                                "%s is %s, its alert is lost: %s; seed %s",
                                name, statuses.get(name), village.held(name), seed)
                        .isTrue();
            }
        }
    }

    private static boolean mustBeKnown(HealthStatus status, HealthTarget target) {
        return status != HealthStatus.HEALTHY
                && (status != HealthStatus.UNKNOWN || target.thresholds().unknown() > 0);
    }

    /** Somebody is told: of what keeps it, or of what keeps that. */
    private static boolean isListed(Village village, String name) {
        Map<AlertKey, Boolean> active = new HashMap<>();
        village.transitions.forEach(transition ->
                active.put(AlertKey.of(transition.alert()), transition.alert().active()));
        return village.held(name)
                .filter(held -> held.cause() != Suppression.Cause.UNDECIDED)
                .flatMap(held -> held.alert())
                .map(key -> active.getOrDefault(key, false))
                .orElse(false);
    }

    private static void eachAlertHasOneLife(Village village) {
        Map<String, Alert> open = new HashMap<>();
        for (Transition transition : village.transitions) {
            Alert alert = transition.alert();
            switch (transition.kind()) {
                case TRIGGERED ->
                    assertThat(open.put(alert.service(), alert))
                            .as("never two active alerts of one service")
                            .isNull();
                case RESOLVED ->
                    assertThat(open.remove(alert.service()).triggeredAt()).isEqualTo(alert.triggeredAt());
                default -> assertThat(open).containsKey(alert.service());
            }
        }
        for (String service : open.keySet()) {
            assertThat(village.alert(service)).isPresent();
        }
    }
}
