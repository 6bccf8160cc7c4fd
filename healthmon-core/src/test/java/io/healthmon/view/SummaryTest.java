package io.healthmon.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.HealthTarget;
import io.healthmon.alert.Alert;
import io.healthmon.alert.AlertPolicy;
import io.healthmon.alert.ServiceState;
import io.healthmon.alert.Severity;
import io.healthmon.check.Checks;
import io.healthmon.check.Reason;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.StatusCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {

    /** h d u ? as one check found it, - never checked; a capital, or !, is a critical service. */
    private static List<ServiceStatus> services(String letters) {
        List<ServiceStatus> services = new ArrayList<>();
        for (char letter : letters.toCharArray()) {
            HealthTarget target = HealthTarget.tcp("service-" + services.size(), "127.0.0.1", 1)
                    .critical(Character.isUpperCase(letter) || letter == '!' || letter == '_')
                    .build();
            ServiceState state = ServiceState.initial(target.name());
            if (letter != '-' && letter != '_') {
                state = AlertPolicy.standard()
                        .decide(target, state, check(target.name(), status(letter)))
                        .state();
            }
            services.add(new ServiceStatus(target, state, OptionalLong.empty(), StatusCounts.NONE));
        }
        return services;
    }

    private static HealthStatus status(char letter) {
        return switch (Character.toLowerCase(letter)) {
            case 'h' -> HealthStatus.HEALTHY;
            case 'd' -> HealthStatus.DEGRADED;
            case 'u' -> HealthStatus.UNHEALTHY;
            case '?', '!' -> HealthStatus.UNKNOWN;
            default -> throw new IllegalArgumentException("no status: " + letter);
        };
    }

    private static CheckResult check(String service, HealthStatus status) {
        Evaluation evaluation = status == HealthStatus.HEALTHY
                ? Evaluation.healthy(Checks.empty(), Optional.empty())
                : Evaluation.of(status, Reason.REPORTED, "it says so", Checks.empty(), Optional.empty());
        return new CheckResult(service, Instant.EPOCH, Duration.ofMillis(5), evaluation);
    }

    @ParameterizedTest(name = "\"{0}\" is {1}")
    @CsvSource({
        "'',   healthy",
        "h,    healthy",
        "hHh,  healthy",
        "hd,   degraded",
        "hD,   degraded",
        "hu,   degraded",
        "h?,   degraded",
        "u?d,  degraded",
        "h-,   degraded",
        "hU,   unhealthy",
        "h!,   unhealthy",
        "h_,   unhealthy",
        "dU,   unhealthy",
        "Ud,   unhealthy",
    })
    void overall_isTheWorstThatMatters(String services, String overall) {
        assertThat(Summary.of(services(services)).overall().word()).isEqualTo(overall.toLowerCase(Locale.ROOT));
    }

    @Test
    void counts_areByStatusAndAlert() {
        Summary summary = Summary.of(services("hhHdDu?-"));

        assertThat(summary.count(HealthStatus.HEALTHY)).isEqualTo(3);
        assertThat(summary.count(HealthStatus.DEGRADED)).isEqualTo(2);
        assertThat(summary.count(HealthStatus.UNHEALTHY)).isEqualTo(1);
        assertThat(summary.count(HealthStatus.UNKNOWN)).isEqualTo(2);
        assertThat(summary.activeAlerts())
                .as("one unknown check does not alert")
                .isEqualTo(3);
        assertThat(summary.services()).hasSize(8);
    }

    @Test
    void activeAlerts_countTheMonitorsOwn() {
        Alert own = new Alert("healthmon", Severity.CRITICAL, "cut off", Instant.EPOCH, Optional.empty());

        assertThat(Summary.of(services("hH"), Optional.of(own)).activeAlerts()).isEqualTo(1);
    }
}
