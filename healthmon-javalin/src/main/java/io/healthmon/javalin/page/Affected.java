package io.healthmon.javalin.page;

import io.healthmon.alert.Alert;
import io.healthmon.alert.Held;
import io.healthmon.alert.Suppression;
import io.healthmon.view.ServiceStatus;
import java.util.List;

/** Who suffers from an alert's service. */
public final class Affected {

    private Affected() {}

    /** Those of {@code services} that would have an alert of their own, were it not for this one's service. */
    public static List<String> by(Alert alert, List<ServiceStatus> services) {
        return services.stream()
                .filter(service -> service.state()
                        .held()
                        .filter(held -> held.cause() == Suppression.Cause.DEPENDENCY
                                || held.cause() == Suppression.Cause.COMPONENT)
                        .flatMap(Held::because)
                        .filter(alert.service()::equals)
                        .isPresent())
                .map(ServiceStatus::name)
                .toList();
    }
}
