package io.healthmon.examples.benchmarks.page;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;
import io.healthmon.access.AccessStore;
import io.healthmon.access.Hashes;
import io.healthmon.access.InMemoryAccessStore;
import io.healthmon.access.Role;
import io.healthmon.access.Session;
import io.healthmon.access.User;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.Silence;
import io.healthmon.check.redis.RedisSpec;
import io.healthmon.examples.benchmarks.rig.Ports;
import io.healthmon.examples.homelab.Homelab;
import io.healthmon.examples.homelab.Mode;
import io.healthmon.javalin.HealthMonitorConfig;
import io.healthmon.javalin.HealthMonitorHost;
import io.healthmon.javalin.StatusPage;
import io.healthmon.javalin.cron.UnixCron;
import io.healthmon.notify.Receipt;
import io.healthmon.replay.ReplayRequest;
import io.healthmon.store.AlertReader.AlertQuery;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.AlertRules;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench pictures}: what the pages look like. */
@Command(
        name = "pictures",
        mixinStandardHelpOptions = true,
        description = {
            "Takes a picture of each page of a monitor that watches the demo's homelab, with a past of 90 days that is made up, and",
            "redis refusing connections since four minutes ago. Needs Chromium and its chromedriver."
        })
public final class PicturesCommand implements Callable<Integer> {

    private static final long SETTLE_MILLIS = 2_500;
    private static final int ROUNDS = 30;
    private static final String CONFIGURATION = """
            defaults: {interval: 30s}
            services:
              stream-bot: {url: http://stream-bot:5000/health, critical: true}
              redis: {type: redis, url: redis://redis:6379/0, critical: true}
            """;

    @Option(names = "--folder", defaultValue = "docs/images", description = "where they go; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** A page as it is seen. */
    private record Shot(String name, String path, boolean dark, int width, int height) {}

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(folder);
        int port = Ports.choose();
        try (Homelab homelab = Homelab.start(0)) {
            List<HealthTarget> targets = targets(homelab, port);
            homelab.set("redis", Mode.REFUSING);
            warmUp(targets);
            InMemoryStore store =
                    new Lately(targets, Instant.now(), address(homelab, "redis").getAuthority()).store();
            store.put(silence());
            HealthMonitor.Builder described = HealthMonitor.builder()
                    .targets(targets)
                    .store(store)
                    .cron(UnixCron.READER)
                    .maintenance(List.of(backup()))
                    .channel("ops", (message, deadline) -> new Receipt.Taken("200"));
            InMemoryAccessStore access = new InMemoryAccessStore();
            String session = session(access);
            try (HealthMonitor monitor = described.start();
                    HealthMonitorHost host = HealthMonitorHost.builder(monitor)
                            .port(port)
                            .config(HealthMonitorConfig.builder()
                                    .page(true)
                                    .access(access)
                                    .statusPage(statusPage())
                                    .configuration(CONFIGURATION)
                                    .drafts((text, since, until) -> ReplayRequest.of(targets, since, until))
                                    .build())
                            .start();
                    Chromium chromium = Chromium.start()) {
                targets.forEach(target -> monitor.check(target.name()).join());
                chromium.cookie(host.url(), "healthmon", session);
                take(chromium, monitor, host.url());
            }
        }
        return 0;
    }

    /** A JVM that has just started answers late, which would be seen. */
    private static void warmUp(List<HealthTarget> targets) {
        try (HealthMonitor monitor = HealthMonitor.builder()
                .targets(targets)
                .store(new InMemoryStore())
                .start()) {
            for (int i = 0; i < ROUNDS; i++) {
                targets.forEach(target -> monitor.check(target.name()).join());
            }
        }
    }

    /** Somebody who may do everything, so that everything there is to do is seen. */
    private static String session(AccessStore access) {
        Instant now = Instant.now();
        User anna = new User(
                UUID.randomUUID(),
                "anna",
                Role.ADMIN,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                true,
                now);
        access.add(anna);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        access.add(new Session(Hashes.of(id), UUID.randomUUID(), anna.id(), now, now, "127.0.0.1", "Chromium"));
        return id;
    }

    private static MaintenanceWindow backup() {
        return new MaintenanceWindow(
                UUID.randomUUID(),
                "backup",
                new ServiceMatcher(List.of("minio"), Map.of()),
                "the configuration",
                "copies go to the other house",
                Instant.now(),
                new MaintenanceWindow.Recurring("0 3 * * 7", "UTC", Duration.ofHours(2)));
    }

    private static Silence silence() {
        Instant now = Instant.now();
        return new Silence(
                UUID.randomUUID(),
                new ServiceMatcher(List.of("discord-bot"), Map.of()),
                "anna",
                "a new token is tried out",
                now,
                now,
                now.plus(Duration.ofHours(20)),
                Optional.empty());
    }

    private void take(Chromium chromium, HealthMonitor monitor, String url) throws IOException, InterruptedException {
        long alert = monitor.view()
                .alerts(new AlertQuery(Optional.of(true), Optional.of("redis"), 1))
                .get(0)
                .id();
        for (Shot shot : shots(alert)) {
            chromium.look(shot.dark(), shot.width(), shot.height(), 1);
            chromium.open(url + shot.path());
            Thread.sleep(SETTLE_MILLIS);
            Path file = folder.resolve(shot.name() + ".png");
            Files.write(file, chromium.picture());
            spec.commandLine().getOut().println(file);
        }
    }

    private static List<Shot> shots(long alert) {
        return List.of(
                new Shot("overview-light", "/", false, 1280, 800),
                new Shot("overview-dark", "/", true, 1280, 800),
                new Shot("overview-phone", "/", false, 390, 844),
                new Shot("service-light", "/services/stream-bot", false, 1280, 1100),
                new Shot("service-dark", "/services/stream-bot", true, 1280, 1100),
                new Shot("alert", "/alerts/" + alert, false, 1280, 1000),
                new Shot("alerts", "/alerts", false, 1280, 800),
                new Shot("maintenance", "/maintenance", false, 1280, 900),
                new Shot("replay", "/replay", false, 1280, 900),
                new Shot("settings", "/settings", false, 1280, 900),
                new Shot("status", "/status", false, 1280, 900),
                new Shot("status-phone", "/status", true, 390, 844));
    }

    private static List<HealthTarget> targets(Homelab homelab, int port) {
        AlertRules onRedis =
                new AlertRules(Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), List.of("redis"));
        String bots = "Bots";
        String house = "Homelab";
        return List.of(
                http("stream-bot", address(homelab, "stream-bot").toString(), bots)
                        .critical(true)
                        .build(),
                http("discord-bot", address(homelab, "discord-bot").toString(), bots)
                        .critical(true)
                        .build(),
                http("dashboard", "http://127.0.0.1:" + port + "/api/health", house)
                        .critical(true)
                        .rules(onRedis)
                        .build(),
                HealthTarget.of("redis", RedisSpec.of(address(homelab, "redis").toString()))
                        .critical(true)
                        .label("group", house)
                        .build(),
                http("minio", address(homelab, "minio").toString(), house).build());
    }

    private static URI address(Homelab homelab, String service) {
        return Objects.requireNonNull(homelab.addresses().get(service));
    }

    private static HealthTarget.Builder http(String name, String url, String group) {
        return HealthTarget.http(name, url).label("group", group);
    }

    private static StatusPage statusPage() {
        Map<String, String> chosen = new LinkedHashMap<>();
        chosen.put("stream-bot", "Stream bot");
        chosen.put("discord-bot", "Discord bot");
        chosen.put("minio", "Files");
        return new StatusPage("Our services", chosen, false);
    }
}
