package io.healthmon.javalin.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.ServiceState;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.StatusCounts;
import io.healthmon.view.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What of the services is on the page, and what the headline says of them. */
class ListingTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    static ServiceStatus service(String name, HealthStatus status, boolean critical, int millis, String... labels) {
        HealthTarget.Builder target = HealthTarget.tcp(name, "localhost", 1).critical(critical);
        for (int i = 0; i < labels.length; i += 2) {
            target.label(labels[i], labels[i + 1]);
        }
        HealthTarget built = target.build();
        Checks checks = Checks.of(Map.of());
        Evaluation found = status == HealthStatus.HEALTHY
                ? Evaluation.healthy(checks, Optional.empty())
                : Evaluation.of(status, Reason.REPORTED, "it says so", checks, Optional.empty());
        ServiceState state = ServiceState.initial(name)
                .after(built, new CheckResult(name, NOW.minusSeconds(10), Duration.ofMillis(millis), found));
        return new ServiceStatus(built, state, OptionalLong.empty(), StatusCounts.one(status, NOW.minusSeconds(10)));
    }

    private static final List<ServiceStatus> SERVICES = List.of(
            service("stream-bot", HealthStatus.HEALTHY, true, 18, "group", "Bots", "tier", "1"),
            service("redis", HealthStatus.UNHEALTHY, true, 2, "group", "Data"),
            service("discord-bot", HealthStatus.DEGRADED, false, 90, "group", "Bots"),
            service("minio", HealthStatus.UNKNOWN, false, 7));

    private static ServiceQuery query(String... pairs) {
        return ServiceQuery.read(name -> {
            for (int i = 0; i < pairs.length; i += 2) {
                if (pairs[i].equals(name)) {
                    return Optional.of(pairs[i + 1]);
                }
            }
            return Optional.empty();
        });
    }

    private static List<String> names(ServiceQuery query) {
        return Listing.of(SERVICES, query).services().stream()
                .map(ServiceStatus::name)
                .toList();
    }

    @Test
    void asConfigured_groupsStandTogether_whereTheirFirstIs() {
        Listing listing = Listing.of(SERVICES, query());
        assertThat(listing.groups()).extracting(Listing.Group::title).containsExactly("Bots", "Data", "");
        assertThat(names(query())).containsExactly("stream-bot", "discord-bot", "redis", "minio");
    }

    @Test
    void order_isAsAsked() {
        assertThat(names(query("sort", "trouble"))).containsExactly("redis", "minio", "discord-bot", "stream-bot");
        assertThat(names(query("sort", "name"))).containsExactly("discord-bot", "minio", "redis", "stream-bot");
        assertThat(names(query("sort", "slow"))).containsExactly("discord-bot", "stream-bot", "minio", "redis");
        assertThat(names(query("sort", "uptime"))).containsExactly("minio", "redis", "discord-bot", "stream-bot");
    }

    @Test
    void filters_narrowTogether() {
        assertThat(names(query("q", "BOT"))).containsExactly("stream-bot", "discord-bot");
        assertThat(names(query("q", "bot", "critical", "1"))).containsExactly("stream-bot");
        assertThat(names(query("status", "unknown"))).containsExactly("minio");
        assertThat(names(query("label", "tier=1"))).containsExactly("stream-bot");
        assertThat(names(query("label", "group"))).hasSize(3);
        assertThat(names(query("q", "nothing is called so"))).isEmpty();
    }

    @Test
    void whatMakesNoSense_countsAsNotSaid() {
        ServiceQuery query = query("status", "fine", "sort", "upside-down", "page", "x", "view", "huge");
        assertThat(query.all()).isTrue();
        assertThat(query.href()).isEqualTo("/");
        assertThat(query("page", "-3").page()).isEqualTo(1);
        assertThat(query("q", "x".repeat(5_000)).text()).hasSize(100);
    }

    @Test
    void address_saysTheSameAgain_andEscapesWhatWasTyped() {
        ServiceQuery query = query("q", "a&b=\"<", "status", "degraded", "sort", "slow", "page", "2", "view", "dense");
        assertThat(query.href()).isEqualTo("/?q=a%26b%3D%22%3C&status=degraded&sort=slow&page=2&view=dense");
        assertThat(query.events()).startsWith("/events?q=");
    }

    @Test
    void manyServices_areOnPages_andAPageBehindTheLastIsTheLast() {
        List<ServiceStatus> many = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            many.add(service("s" + i, HealthStatus.HEALTHY, false, 1));
        }
        Listing last = Listing.of(many, query("page", "99"));
        assertThat(last.pages()).isEqualTo(3);
        assertThat(last.query().page()).isEqualTo(3);
        assertThat(last.from()).isEqualTo(201);
        assertThat(last.to()).isEqualTo(250);
        assertThat(last.services()).hasSize(50);
    }

    @Test
    void labels_areOffered_once() {
        assertThat(Listing.labels(SERVICES)).containsExactly("group=Bots", "group=Data", "tier=1");
    }

    private static Headline headline(List<ServiceStatus> services) {
        return Headline.of(services, Optional.empty(), NOW);
    }

    @Test
    void headline_namesTheWorst_orCountsThem() {
        assertThat(headline(List.of()).counts()).isEqualTo("No services are watched yet.");
        assertThat(headline(SERVICES.subList(0, 1)).counts()).isEqualTo("The service is healthy.");
        Headline one = headline(SERVICES.subList(0, 2));
        assertThat(one.counts()).isEqualTo("1 of 2 healthy.");
        assertThat(one.trouble()).extracting(Headline.Trouble::words).containsExactly("redis is unhealthy");
        assertThat(headline(SERVICES).trouble())
                .extracting(Headline.Trouble::words)
                .containsExactly("redis is unhealthy", "minio is not reachable", "discord-bot is degraded");
    }

    @Test
    void headline_ofManyInTrouble_isShort() {
        List<ServiceStatus> many = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            many.add(service("s" + i, i < 1_500 ? HealthStatus.UNHEALTHY : HealthStatus.DEGRADED, false, 1));
        }
        Headline headline = headline(many);
        assertThat(headline.counts()).isEqualTo("0 of 2,000 healthy.");
        assertThat(headline.trouble())
                .extracting(Headline.Trouble::words)
                .containsExactly("1,500 are unhealthy", "500 are degraded");
    }
}
