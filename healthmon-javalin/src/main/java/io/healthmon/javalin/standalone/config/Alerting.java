package io.healthmon.javalin.standalone.config;

import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.notify.Route;
import java.util.List;
import java.util.Optional;

/** What the file says of alerts beside its services; the parts are as in {@link Config}. */
record Alerting(
        Optional<String> publicUrl,
        List<ChannelConfig> channels,
        List<Route> routes,
        List<MaintenanceWindow> maintenance,
        List<String> canaries,
        int cutOffThreshold) {}
