package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.view.RecentChecks;
import io.healthmon.view.RecentChecks.Strip;
import io.healthmon.view.ServiceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A service as a row of the overview. */
public record ServiceRow(ServiceStatus service, Strip recent, Instant now) {

    /** Its name. */
    public String name() {
        return service.name();
    }

    /** Its status. */
    public HealthStatus status() {
        return service.status();
    }

    /** The status as it is said: of a service that was never checked, that it was not. */
    public String statusWord() {
        return service.state().lastCheck().isEmpty() ? "not checked yet" : status().word();
    }

    /** What it is, and how often it is looked at. */
    public String line() {
        List<String> parents = service.target().rules().dependsOn();
        return service.target().spec().type()
                + " · every "
                + Words.every(service.target().schedule().interval())
                + (parents.isEmpty() ? "" : " · depends on " + Words.names(parents, 3));
    }

    /** Its newest checks as bars. */
    public StripSvg strip() {
        return StripSvg.of(recent.bars(), RecentChecks.KEPT);
    }

    /** Its response times as a line's points; empty if there are too few. */
    public String spark() {
        return Spark.points(recent.bars());
    }

    /** Its uptime of a day. */
    public String uptime() {
        return Words.percent(service.day().uptimePercentage());
    }

    /** How much of the day was observed; empty if nothing was. */
    public String coverage() {
        OptionalDouble observed =
                Coverage.of(service.day(), service.target().schedule().interval(), now);
        return observed.isEmpty() ? "" : "cov. " + Words.percent(observed);
    }

    /** How long its newest check took, if that says anything. */
    public String responseTime() {
        return service.state()
                .lastCheck()
                .filter(check -> check.evaluation().status().operational())
                .map(check -> check.responseTimeMillis() + " ms")
                .orElse("–");
    }

    /** When it was last checked. */
    public Optional<Instant> checkedAt() {
        return service.state().lastCheck().map(CheckResult::timestamp);
    }
}
